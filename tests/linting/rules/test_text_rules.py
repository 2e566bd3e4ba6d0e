"""Lint rules of the group text: their findings, and what they leave alone."""

from __future__ import annotations

from helpers.letters import SOUND
from helpers.rule_cases import edits, rule_test, sentences

# IMR701: quotation marks without a partner.

test_unbalanced_quotation_marks = rule_test(
    "IMR701",
    *sentences(
        'He said «"»it hurts, and went.',
        'He said it hurts«"» and went.',
        'He could reach a shelf at the height of his chin, and nothing above it.«"»',
        'He has trouble in finding words («"»the small ones).',
        'The "knee" and the «"»hip are sore.',
        "He said «\u201c»it hurts, and went.",
        'A 3" scar, and «"»it hurts.',
        'He is 5\'9" tall, and his scar is 3" long.',
        'He is 5\'11" tall, and has a scar of 2" on the shin.',
        'He said "it hurts" and "a lot."',
        'The strap is "too tight," he says, "by noon."',
        'The ODG says, "the \u201cfade\u201d of therapy."',
    ),
)


# IMR702: brackets without a partner.

test_unbalanced_brackets = rule_test(
    "IMR702",
    *sentences(
        "He has pain «(»worse at night.",
        "The scar was healed «(»no redness, no discharge.",
        "He has pain worse at night«)».",
        "He has «[»severe pain.",
        "He has pain «(»at rest (and at night).",
        "He can 1) walk, 2) sit and 3) stand «(»for an hour.",
        "He has pain at rest«]», and (worse) at night.",
        "He has pain (at rest (and at night)).",
        "He can 1) walk, 2) sit, and 3) stand.",
        "He can a) walk, (b) sit, and iii) stand.",
        "He has (mostly 1) back pain, 2) knee pain).",
        "He had surgery (grade 2) and [sic] therapy {2}.",
        "He has a) ibuprofen and b) a program (for stretching (daily) and for strength).",
    ),
    *edits(
        "The MTUS recommends active therapy that fades",
        "The MTUS recommends active therapy e.g. exercise«)», that fades",
    ),
)


# IMR703: repeated words.

test_doubled_word = rule_test(
    "IMR703",
    *sentences(
        "He said «the the=?>the» pain is worse.",
        "He said «the the the=?>the» pain is worse.",
        "«The the=?>The» pain is worse.",
        "He went «to\n\nto=?>to» the clinic.",
        "He has pain in his\n«knee knee=?>knee».",
        "The «pain pain=?>pain», he says, «is is=?>is» worse.",
        "He «had had had=?>had» pain.",
        "«There are there are=?>There are» spasms.",
        "He was given «ice packs, ice packs=?>ice packs» and rest.",
        "He tried it again and again and again. What is not recommended is not recommended.",
        "He had had pain, and said that that was so. So is the rest. Rest is best.",
        "He drops cups, cups of any size.",
        "The pain is worse. Worse is the swelling.",
        "He has pain, pain at rest too.",
        "He had 2 2 mg doses at L4 L4-5.",
        "It was in May may be.",
    ),
    *edits(
        "Eight sessions for the lumbar spine were authorized.",
        "It is documented that that ibuprofen «upsets upsets=?>upsets» his stomach.",
    ),
    # A word may end one part and begin the next.
    *edits(
        "arthroscopy is not medically necessary.",
        "arthroscopy is not medically necessary. «IMR724 Associated=?>Associated.»",
    ),
)


# IMR704: words broken by a space at a hyphen.

test_broken_word = rule_test(
    "IMR704",
    *sentences(
        "He was seen on «12- 31-15=>12-31-15».",
        "He was seen on «12- 31- 15=>12-31-15».",
        "He was seen on «12-31- 2015=>12-31-2015».",
        "The request was «non- certified=>non-certified».",
        "The request was «non -certified=>non-certified».",
        "It is «FDA- approved=>FDA-approved»; the MRI- showing much - was normal.",
        "He had a «12- week=>12-week» course.",
        "He is a «44 -year-old=>44-year-old» male.",
        "It is based on «Non- MTUS=>Non-MTUS» guidance.",
        "He needs «skilled- nursing=?>skilled-nursing» care.",
        "He was given an «x- ray=?>x-ray».",
        "It is based on the «guidelines- low=?>guidelines \u2013 low» back.",
        "It is in the «chapter- opioids=?>chapter \u2013 opioids».",
        "He has «status- post=?>status-post» pain.",
        "He had «6- 8=?>6-8» visits.",
        "He had pre- and post-operative, and two- or three-level studies.",
        "Pre- and post-game ice, and one- to two-hour rests, had not helped.",
        "He had one-\nto two-week, twenty-\nfour and non-\ncertified visits.",
        "He had 4- strength of 5, and 5-/5 in the right.",
        "Strength was 4- of 5 in the peroneals - he walked without a limp.",
        "Neck- full motion. Back- tender. Knee- stable.",
        "Strength- normal, sensation- intact, reflexes- equal, gait- normal.",
        "He has pain - worse at night - and swelling.",
        "He has numbness- the worst yet.",
    ),
    {  # In a stretched text, spaces mean nothing.
        "working at least 24": "working at least       24",
        "The provider noted": "X- rays were normal. The provider noted",
    },
)


# IMR705: impossible dates.

test_impossible_date = rule_test(
    "IMR705",
    *sentences(
        "He was seen on «13/31/2015».",
        "At the time of the «6/31/2014» request, he had pain.",
        "He was seen on «February 30, 2016».",
        "He was seen on «December 9, 3026».",
        "He was seen on «10/3/2019».",
        "He was seen in «June 20216».",
        "He was seen on «June 6, 20166», and on «10/3/20166».",
        "He was seen on «10/3/206».",
        "He was seen on «October 117, 2016», and on «Oct. 32, 2016».",
        "He was seen on «14-20-16», and a report dated («11/33/16») was read.",
        "His grip was 30/35/40, on 14-20-16-18 and on 30/35/40/45 pounds, 14-20-16 before.",
        "His grip was 10/20/201 pounds, and in June 2016 it was 10/3/20.",
        "He was seen on 02/29/2016 and 12-14-16.",
        "He had an x-ray on February 29, 2016, before the injury.",
        "His grip was 30/35/40 pounds, with exercises 10-15-20 times.",
    ),
    {  # even if no header has the decision date
        SOUND[: SOUND.index("HOW THE IMR")]: "«IMR101 »",
        "On examination there": "On «May 3, 2971», there",
    },
)


# IMR706: dates after the decision.

test_date_after_decision = rule_test(
    "IMR706",
    *sentences(
        "He was seen on «12/24/2016».",
        "He was seen on «October 3, 2017».",
        "On «10-14-17» he reported heel pain.",
        "Per the progress report of «12/30/2016», a strap helps a little.",
        "He is to return on 1/9/2017, and is off work until 2/1/2017.",
        "He was not to put weight on the right leg until a film of 5/5/2017.",
        "He was off work as a roofer, with a return visit scheduled for January 12, 2017.",
    ),
)


# IMR707: characters that were lost, or decoded with the wrong encoding.

test_lost_character = rule_test(
    "IMR707",
    *sentences(
        "It«\ufffd»s worse.",
        "Flexion was 115«\ufffd», abduction 100 degrees.",
        "«\uf0b7» It is worse.",
        "It«\u0092=>\u2019»s worse.",
        "It«\u00e2\u20ac\u2122=>\u2019»s worse.",
        "Phalen«\u00e2\u20ac\u2122=>\u2019»s test was positive.",
        "Flexion is 40«\u00c2\u00b0=>\u00b0».",
        "It is«\x07=>» worse.",
        "Flexion is 40\u00b0, Voltaren\u00ae, 2\u00d74, a \u201cpop\u201d, 3\u20134.",
        "It\u2019s \u00bd.",
        "He could bend the finger to within 2\u00bd inches of the palm.",
        "He takes gabapentin (Neurontin\u00ae), and rates the pain \u201c5\u201d.",
        "Pe\u00f1a and caf\u00e9 are words.",
    ),
)


# IMR708: characters that are invisible, or look like others.

test_invisible_character = rule_test(
    "IMR708",
    *sentences(
        "It is«\u00a0=> »worse.",
        "It is «\u200b=>»worse.",
        "It is «\u202e=?>»worse.",
        "He has a sacroiliac «\u200b=>»strain.",
        "It is inflam«\u00ad=>»mation.",
        "He reported swell«\u00ad=>»ing after work.",
        "He «\ufb01=>fi»rst fell.",
        "He had an e«\ufb03=>ffi»cient «\ufb01=>fi»x.",
        "He has a stretching program \u2013 daily \u2013 and a \u201cboot\u201d.",
        "Rotation is 60\u00b0.",
    ),
)


# The group text: borderline cases, on both sides of each limit.

test_quotation_marks = rule_test(
    "IMR701",
    *sentences(
        'He said ("it hurts") and went.',
        'He said ["it hurts"] and went.',
        'He said it hurts/"aches" and/or "burns" then.',
        'He said ("it hurts) and went.'.replace('"', '«"»'),
        'He said pre-"scheduled" visits.',
        "He is 5'9\" tall.",
        'He is 5\'9" tall and says «"»it hurts.',
        'He is 5\'9" tall and says "it hurts" and "it aches" then.',
        'A 2" nail and "a lot" of "it hurts" then.',
        'He asked for a «"» and went.',
        'It is a knee.«"»hip.',
        "He said \u201cit hurts\u201d and «\u201c»more.",
        "He said it hurts«\u201d» and went.",
        # Marks for inches may have closed a quotation.
        'He said "it is 3" wide and 2" long.',
        'He said "it is 3" wide" and long.',
        'He said "it is 3" wide" and long«"» too.',
    ),
)

test_brackets = rule_test(
    "IMR702",
    *sentences(
        "He can 1) walk, 2) stand and 3) sit.",
        "He can a) walk, b) stand and iv) sit.",
        "He can walk (grade 2) and stand.",
        "He can walk (grade 2 and stand.".replace("(", "«(»"),
        "He can walk grade two«)» and stand.",
        "He can walk (1) and stand (2).",
        "He can walk ([see the note]) and stand.",
        "He can walk («[»see the note) and stand.",
        "He can walk «(»see the note] and stand.".replace("]", "«]»"),
        "He can walk {2} and «{»stand.",
        "He smiles :) and ;-) at once.",
        "He has L4 pain«)» and stands.",
        "He has «}»pain.",
        "He has pain (worse «[»at) night.",
        "He has pain «(»worse [at night].",
        "He rates it 10) and 100«)» and so.",
        "He did iv) walking and viiii«)» sitting.",
        "He has pain (at 1) rest, and more.",
        "He has pain (at rest 12345), and more.",
    ),
)

test_doubled_words = rule_test(
    "IMR703",
    *sentences(
        "He has «the the=?>the» pain.",
        "He has «the the the=?>the» pain.",
        "He has «The the=?>The» pain.",
        "He has had had pain.",
        "He has «had had had=?>had» pain.",
        "He has «pain pain=?>pain» at night.",
        "Pain pain at night.".replace("Pain pain", "«Pain pain=?>Pain»"),
        "He has PAIN pain at night.",
        "He has grade A a pain.",
        "In May may it be.",
        "He has pain-pain at night, and pain 'pain at night.",
        "He takes vitamin C C at night.",
    ),
)

test_broken_words = rule_test(
    "IMR704",
    *sentences(
        "He was seen on «3- 31-15=>3-31-15» then.",
        "He was seen on 123- 31-15 then.",
        "He was seen on 3- 31-155 then.",
        "He had «6- 8=?>6-8» visits.",
        "He had 6- 8/10 pain.",
        "He had 6a- 8 visits.",
        "He had 6- 8a visits.",
        "He had 6 -8 visits.",
        "He had a «12- WEEK=>12-WEEK» course.",
        "He had a «12- week-long=>12-week-long» course.",
        "He had a 12- bed ward.",
        "He had «x- rays=?>x-rays» then.",
        "He had X- RAYS then.",
        "He had gait- the worst.",
        "He was given an «X- ray=?>X-ray».",
        "He was given an Xy- ray.",
        "He needs skilled- Nursing care.",
        "He needs skilled- 2nd care.",
        "He needs skilled -nursing care.",
        # More than two in one field are meant for dashes, but not if they can be nothing else.
        "He needs «skilled- nursing=?>skilled-nursing» and «home- care=?>home-care».",
        "He needs skilled- nursing, home- care and knee- pads.",
        "He needs «skilled- nursing=?>skilled-nursing», «home- care=?>home-care» and «non- "
        "certified=>non-certified» visits.",
        "He had «6- 8=?>6-8», «9- 12=?>9-12» or «3- 4=?>3-4» visits.",
    ),
)

test_lost_characters = rule_test(
    "IMR707",
    *sentences(
        "He has «\ufffd\ufffd» pain.",
        "He has «\uf0b7» pain.",
        "He has «\x02=>»pain.",
        "He has «\x92=>\u2019» pain.",
        "He has «\u00e2\u20ac\u2122=>\u2019» pain.",
        "He has «\u00c2\u00b0=>\u00b0» pain.",
        "He has 5\u00b0 of flexion.",
        "He has \u00e2 pain, and \u00c3 pain.",
    ),
)

test_invisible_characters = rule_test(
    "IMR708",
    *sentences(
        "He has «\u200b=>»pain.",
        "He has«\u00a0=> »pain.",
        "He has «\ufb01=>fi»ne pain.",
        "He has «\ufb06=>st»ill pain.",
        "He has \u2013 pain.",
        "He has fine pain.",
    ),
)

test_days_after_the_decision = rule_test(
    "IMR706",
    *sentences(
        "He was seen on 12/14/2016.",  # the day of the decision
        "He was seen on «12/15/2016».",
        "He was seen on «12/15/2017».",
        "He was seen on 12/13/2016.",
        "He was seen on «IMR705 12/16/2017».",
        "He is to return. He was seen on «12/15/2016».",
        "He is to return; he was seen on «12/15/2016».",
        "He is to return, and to be seen on 12/15/2016.",
    ),
)
