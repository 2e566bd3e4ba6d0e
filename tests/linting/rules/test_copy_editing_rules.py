"""Lint rules of the group text that a copy editor would apply."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, rule_test, sentences

# IMR709: articles before abbreviations.

test_wrong_article = rule_test(
    "IMR709",
    *sentences(
        "He had «a MRI=>an MRI» of the knee.",
        "He had pain. «A EMG=>An EMG» was normal.",
        "He needs «a x-ray=>an x-ray».",
        "He needs an MRI, a UDS, a CT and a knee MRI.",
        "He had hepatitis A MRI was normal.",
        "The plan: a. MRI, b. EMG.",
        "He is «a(n)=?>a» 44 year old man.",
        "He had «a(n)=?>an» MRI, and «A(n)=?>An» ankle brace.",
        "It is of the form f(n) and (n).",
        "He was given «a injection=>an injection» by «a unsupervised=>an unsupervised» aide.",
        "He has «an left=?>a left» knee brace. «A ulcer=>An ulcer» was excluded.",
        "He needs a unit, a one-time visit, an hour of rest and an unusual brace.",
        "He had hepatitis a infection, an H-wave unit and an nsaid.",
        "A and B are known. It is a historical, or an historical, note.",
        "He had «an 12=?>a 12» week course, «a 8=>an 8» hour shift and «a 18=>an 18» day stay.",
        "He had a 12 week course, an 11 day stay, an 80% loss and a 110 pound load.",
    ),
)


# IMR710: doubled full stops.

test_doubled_full_stop = rule_test(
    "IMR710",
    *sentences(
        "He has pain«..=>.» It is worse.",
        "He takes Norco, ice etc«..=>.»\nIt helps.",
        "He has pain... It is worse.",
        "He has pain .. It is worse.",
        "See page 3..5 of it.",
    ),
)


# IMR711: full stops with a space before them, or none after them.

test_stop_spacing = rule_test(
    "IMR711",
    *sentences(
        "He has pain«.=>. »He is better.",
        "He has pain (at rest)«.=>. »On 10/3/2016, he was better.",
        "He has pain« .=>.» He is better.",
        "See www.example.Com or e.g.The M.D. for it.",
        "He saw Ph.D. students, and Smith et al.The rest is known.",
        "It was 4.Five of them were his.",
        "He has L4.Left is worse.",
        "He has pain«,=>, »but he walks« ,=>,» and works.",
        "See www.example.org/knee,pain and 10,325 pages. He was seen by«IMR608  ,» and went.",
        # Some extractors put spaces before all of them.
        "He sits . He stands . He walks . He lies .",
        "He sits« .=>.» He stands« .=>.» He walks« .=>.» He lies.",
    ),
    *edits(
        "Decision based on MTUS Low Back Complaints 2004, Section(s): Physical",
        "Decision based on MTUS Low Back Complaints 2004« ,=>,» Section(s): Physical",
    ),
    {
        "working at least 24": "working at least       24",
        "The provider noted": "It is.The provider noted",
    },
    {  # A name was removed.
        "The provider noted": "He was seen by«IMR608  .» The provider noted",
    },
)


# IMR712: sentences that occur twice.

LONG = "He lifts a crate of ten pounds from the floor to his knee."
TEN, NINE = (
    "He lifts a crate from the floor to his knee.",
    "He lifts crates from the floor to his knee.",
)

test_repeated_sentence = rule_test(
    "IMR712",
    *sentences(
        f"{LONG} «{LONG}»",
        f"{LONG} It hurts. «{LONG}»",
        "He walks without pain. «He walks without pain.»",
        "He walks without pain. He is better. He walks without pain.",
        "He is better. He is better.",
        f"{TEN} It hurts. «{TEN}»",
        f"{NINE} It hurts. {NINE}",
        f"{NINE} «{NINE}»",
        f"{LONG} {LONG[:-1]} at most.",
    ),
    issue("MRI of the knee: Upheld", f"{LONG} «{LONG}» The request is not medically necessary."),
    # The same may be said of two requests.
    {
        "The records give no reason why": f"{LONG} The records give no reason why",
        "There is no pain contract": f"{LONG} There is no pain contract",
    },
)


# IMR713: verbs without their object.

test_missing_object = rule_test(
    "IMR713",
    *edits(
        "The MTUS is silent on cold therapy units.",
        "The MTUS and the ACOEM guidelines do not «address». So the ODG is used.",
        "The guidelines do not specifically «mention». So the ODG is used.",
        "Cold therapy is a topic that the guidelines do not address.",
        "The guidelines do not address it.",
        "The guidelines say more than the provider did not mention.",
        "The letter has his address.",
        "The request was denied «due to». So the ODG is used.",
        "He rests in the evening as well as at noon. It is what the pain is due to, such as it is.",
    ),
)


# IMR714: pronouns of the other sex.

test_other_sex = rule_test(
    "IMR714",
    *sentences(
        "«She» has pain.",
        "He rests «her» knee, and she is better.",
        "The provider said that she would see him. She did.",
        "He walks with his wife. She drives him.",
        'He or she, «IMR717 him/her» and "she" are words.',
        'He said "she fell" and went.',
    ),
    {"44 year old male": "44 year old person", "He has been treated": "She has been treated"},
    *edits(
        "The injured worker reports locking, and",
        "This 44-year-old «woman» reports locking, and",
        "This «lady» reports locking, and",
        "This 44-year-old man reports locking, and his 40-year-old female aide says so, and",
        "The 44 year old female therapist reports locking, and",
    ),
)

# IMR715: misspelt names of drugs.

test_misspelt_drug = rule_test(
    "IMR715",
    *sentences(
        "He takes «tramdol=?>tramadol».",
        "«Ophenadrine=?>Orphenadrine» and «DIAZEMPAM=?>DIAZEPAM» helped.",
        "He takes «methylpredniosone=?>methylprednisolone».",
        "He has a regional pain «IMR716 syndrom=?>syndrome».",  # near Syndros, too
        "He takes opioids, diclofenacs, pentobarbital and mesalazine.",  # plurals, other drugs
        "A precise test of his ability, and a systolic murmur.",  # near Precose, Abilify, Bystolic
    ),
)

# IMR716: misspelt words.

test_misspelt_word = rule_test(
    "IMR716",
    *sentences(
        "He has a «symetric=?>symmetric» gait.",
        "«Improvment=?>Improvement» was noted.",
        "He has no motor «defecits».",  # defects or deficits
        "The «criterea=?>criteria» are not met.",
        "The cauda equina, the bursal side and a subdeltoid cyst were seen.",
        "The Relable brace, a relable brace.",  # a name; twice
        "Therapyst-led, and therapyst/nurse.",
        "An anti-«inflamatory=?>inflammatory» drug, and a «retroperitonal=?>retroperitoneal» scar.",
        "A sciatic sign, a discal lesion, and a self-therapyst.",
        "It «isnot=?>is not» better, and the «injuredworker=?>injured worker» rests.",
    ),
)


# IMR717: placeholders and notes.

test_placeholder = rule_test(
    "IMR717",
    *sentences(
        "He takes «[insert medication]».",
        "He takes ibuprofen «[dosage?]» daily.",
        "He takes «[TO BE COMPLETED]» daily.",
        "He was seen on «TBD».",
        "«XXX» showed a tear.",
        "He takes «[LIST MEDICATIONS]», and has had an [MRI] [SIC ERAT].",
        "«Note to editor:» check this. («QA:» is this right?)",
        "He has pain. «DRAFT» He rests. «Page 2 of 5» He walks. «DO NOT SEND» He sits.",
        "He hurt «his/her» back, and «He/she» rests.",
        'The patient wrote "his/her pain" on page 2 of 5, in a Page 2 of 5 and a redraft.',
        "Tenderness of the «<body part>» and the «{{body\npart}}», and a score of <5 or >3.",
        "Therapy in 2015 «??» helped. Did it help?? It did.",
        "He rests. «Comment [AB1]:» check this. A comment [AB1] was made.",
        "He was seen on «MM/DD/YYYY», 10/13/2016 and «11//2016».",
        "He was seen on «11--2016» and on «11--16», for 11--16 weeks.",
        "He rests. «Lorem\nipsum» dolor.",
        "He wrote that [the worker] has pain (name withheld).",
        "He wears XXXL gloves, and made a note: the pain is worse.",
        "He has pain. A comment was made; the date is known [sic].",
    ),
)


# IMR718: two marks, and spaces in brackets.

test_doubled_mark = rule_test(
    "IMR718",
    *sentences(
        "He has relief«,,=>,» and less pain.",
        "Is there a gain«?.=>?» None is recorded.",
        "He has pain«;,=>;» and spasm.",
        "He has pain«,.=>.» It is worse.",
        "He has pain (« =>»mild).",
        "He has pain «IMR702 (» mild. It is worse.",
        "He has pain, etc., and spasm.",
        "He has pain«.,=?>.» It is worse.",
        "He saw the M.D., and Sept., of the approx., was past.",
        "He has no pain?! It is so... He said so.",
        "He has (mild) pain [4].",
    ),
)


# IMR719: small letters after full stops.

test_small_letter = rule_test(
    "IMR719",
    *sentences(
        "He has pain. «there=?>There» is swelling.",
        "He has a full range of motion. «tenderness=?>Tenderness» was noted.",
        "He has taken ibuprofen approx. twice, etc. and rest.",
        "He walks. He sits. www.example.org is known.",
        # So many are a matter of style, or of an extractor.
        "He has pain. there is more. there is less. there is none. there it is.",
    ),
    {"The provider noted": "The clinic is known«IMR608 . »was the place. The provider noted"},
)


# IMR720: verbs that do not agree with their subjects.

test_agreement = rule_test(
    "IMR720",
    *sentences(
        "«NSAIDs is» recommended.",
        "«The MTUS guidelines recommends» rest.",
        "It is noted that «the patient were» seen.",
        "The use of NSAIDs is recommended. The provider and the patient are known.",
        "If the patient were worse, it would be known. It is advised that the patient be seen.",
        "The guidelines recommend rest. The symptoms were worse.",
    ),
)


# IMR721: another age.

test_other_age = rule_test(
    "IMR721",
    *edits(
        "The injured worker reports locking, and",
        "In this case, a «58»-year-old man, there is locking, and",
        "The «24» year old patient reports locking, and",
        "The 45 year old patient reports locking, and",
        "The guidelines speak of patients of 65 years, and of a 50 year old patient, and",
        'The form says "the 54 year old patient" there, and',
        "On 5/9/2006 the 34 year old patient had a sprain, and",
    ),
)
