"""Lint rules of the group privacy: their findings, and what they leave alone."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test, sentences

# IMR601: names of people.

test_named_person = rule_test(
    "IMR601",
    *sentences(
        "He was seen by «Dr. Okafor» on 9/1/2016.",
        "He was seen by «Dr. Amara\nOkafor» on 9/1/2016.",
        "He was seen by «Dr. A. B. Okafor».",
        "«Dr Okafor» recommended surgery.",
        "«PTP Amara Okafor» recommended surgery, and so did the QME Report.",
        "«Doctor Okafor» recommended surgery.",
        "«DR. OKAFOR» recommended surgery.",
        "He was seen by «Dr. de la Torre».",
        "He was seen by «Dr. O'Hara-Smith».",
        "He was seen by «Dr. McIntyre».",
        "«Mr. Lindqvist» reported pain.",
        "«Ms. Lindqvist», his case manager, called.",
        "«Mrs. Lindqvist» drove him.",
        "He was seen by «Amara Okafor, M.D.», on 9/1/2016.",
        "He was seen by «Amara N. Okafor MD».",
        "He was seen by «A. Okafor, D.C.»",
        "He was seen by «Amara Okafor, DO», on 9/1/2016.",
        "He was seen by «Amara Okafor, PhD».",
        "He was seen by «Okafor MD».",
        "He was seen by «Okafor, MD».",
        "He was seen by «Amara Okafor, PA-C».",
        "He was seen by «Amara Petrosian, M.D.»",
        "He was seen by the «surgeon, Amara Okafor», on 9/1/2016.",
        "He saw a physical «therapist, Amara N. Okafor».",
        "The «provider Okafor» noted pain.",
        "The «worker, Piotr Lindqvist», went.",
        "«Patient name: Piotr Lindqvist».",
        "«Claimant: Lindqvist, Piotr» was seen. «Name: Amara N. Okafor».",
        "The patient: He was seen. The worker's name: withheld. Claimant: Physical Therapy.",
        "The nurse «case manager Amara Okafor» called.",
        "He rests. «Adjuster Amara Okafor» was told, and Patient A rests.",
        "He rests. «Patient A. Okafor» reports pain, as the «surgeon, A. N. Okafor», does.",
        "He is represented by «Amara Okafor, Esq.»",
        "He rests. Provider Progress Reports were read. Patient A is well, Worker B. Pain is less.",
        "He rests. Physician Reviewer notes agree. Patient: A. Lumbar strain.",
        "The treating «physician (Amara Okafor)» did not reply.",
        "The «patient Piotr Lindqvist» stated that the pain persists.",
        "The patient Oswestry Index score was 40. RE: Lumbar Spine.",
        "His «wife Amara» drives him.",
        "The «daughter, Amara Okafor», helps with bathing.",
        "His wife is a nurse, and his daughter, Monday to Friday, works.",
        "The name: none. The patient Health Questionnaire was given. Re: the MRI.",
        "The injured worker Status Report was read, and the provider (Family Practice) signed.",
        "The provider Norco helped, said the nurse Practitioner.",
        "The physician Assistant noted it, in August, to the worker Carpal Tunnel Syndrome.",
        "He wears Dr. Scholl's insoles.",
        "He takes MS Contin and Ms Contin.",
        "The Doctor's First Report was read.",
        "The McMurray, Lachman, Hawkins and Patrick-Faber tests were negative.",
        "The McMurray and Thessaly tests were negative (M.D. and P.T. alike).",
        "The chiropractic and MD/DO visits were paid.",
        "He was seen by the Treating Physician, M.D.",
        "He was referred to Orthopedic Surgery, MD, and Pain Management, MD.",
        "He had Physical Therapy, PT and OT.",
        "An Agreed Medical Evaluator, MD, was asked (Colorado, 2005).",
    ),
    *edits("The injured worker is a 44", "«Piotr Lindqvist» is a 44"),
    *edits(
        "The injured worker has had none for his back so far",
        "«Ms. Abernathy» describes no treatment of his back so far",
    ),
    # The authors of cited sources are public.
    *edits(
        "MAXIMUS guideline: Decision based on MTUS Opioid Treatment 2016, Section(s): 1.4 Opioids",
        "MAXIMUS guideline: Decision based on MTUS Opioid Treatment 2016, by Amara Okafor, MD, "
        "Section(s): 1.4 Opioids",
    ),
)


# IMR602: telephone and fax numbers.

test_telephone_number = rule_test(
    "IMR602",
    *sentences(
        "Call «559-555-0142».",
        "The provider (phone «559-555-0187») asked for more visits.",
        "The office is at «(559) 555-0142».",
        "The office is at «559.555.0142».",
        "The office is at «1-800-555-0142».",
        "«Phone: 555-0142».",
        "The «fax number is 559 555 0142».",
        "He works full time, and can be reached at «(209) 555-0164».",
        "A call was placed to «(209) 555 0164» on that day.",
        "The clinic's «number is 555-0164».",
        "He can be «reached at 209 555-0164».",
        "The number is 55 of 100, and 3 visits of 2016 were reached at 10 weeks.",
        "Codes 64483-59 and 72148 were billed.",
        "The ICD codes are 847.2, 724.4 and 722.10; CPT 97110-97140.",
        "Dates were 10-13-2016, 10-14-16 and 2016-10-13.",
        "The home has four steps (2-3-4-5 inches high).",
        "He rates pain 4-5/10 (2-3 times per week).",
        "He called 3 times in 2016, and faxed 12 pages.",
        "See www.example.org/docs/559-555-0142.",
    ),
)


# IMR609: employers.

test_named_employer = rule_test(
    "IMR609",
    *sentences(
        "The «employer, Brightwater Cannery of Fresno», had light duty.",
        "He «works for Brightwater Packing Company».",
        "He was «employed by the Brightwater & Sons Roofing, Inc», until May.",
        "He «works as a nurse aide at Brightwater Medical Center».",
        "The injury «occurred at Brightwater Medical Center», where he is a nurse aide.",
        "Surgery occurred at Brightwater Medical Center. The injury occurred at work.",
        "The employer, according to the report, has light duty. The employer was told of it.",
        "He works at home twice a week, and works for the county.",
        "He worked for May and June, and the employer, Monday to Friday, had light duty.",
    ),
)


# IMR603: social security numbers.

test_social_security_number = rule_test(
    "IMR603",
    *sentences(
        "He («078-05-1120») was seen.",
        "His social security number is «219-09-9999».",
        "His «SSN is XXX-XX-1120».",
        "He («SSN XXX-XX-4420») works half days.",
        "His «social security number ends in 1120».",
        "«SSN 078 05 1120» was on the form.",
        "«SS# 078051120» is on the claim form.",
        "The «last four digits of his social are 1120».",
        "The last four visits of 2016 were social. He uses SS 2016 screws.",
        "Social Security Disability was granted in 2016.",
        "The bill lists 110-12-1 to 110-12-3.",
        "Pages 100-110 of 127-1120 were read.",
    ),
)


# IMR604: e-mail addresses.

test_email_address = rule_test(
    "IMR604",
    *sentences(
        "Write to «a.okafor+x@clinic.example.org».",
        "The provider («office@footclinic.example») asked for custom orthotics.",
        "Questions go to «r.castellano@payer.example.com».",
        "Norco is taken 1 @ 8 am, 1 @ 2 pm and 1 @ 8 pm.",
        "One tablet @ bedtime, 2 @ 10mg.",
        "The source is www.carpal.example/at/home.",
    ),
)


# IMR605: street addresses.

test_street_address = rule_test(
    "IMR605",
    *sentences(
        "He lives at «2210 N. Alder Street».",
        "He lives at «14 Los Robles Ave., Apt. 3, Fresno, CA 93721».",
        "The home at «418 Juniper Lane, Salinas, CA 93901», has four steps.",
        "Mail goes to «P.O. Box 1120».",
        "The clinic is in «San Luis Obispo, CA 93401».",
        "He works on «800 W 5th St.», on the dock.",
        "He jumped off a tailgate at «77 West Harbor Blvd.», and fell.",
        "He walks 12 steps and 3 blocks to Alder Street.",
        "He lives on a street of 12 houses, 3 blocks off.",
        "He can Drive 20 miles, with 3 Different Drivers.",
        "He drives 20 miles on Harbor Drive, in a delivery van.",
    ),
)


# IMR606: dates of birth.

test_birth_date = rule_test(
    "IMR606",
    *sentences(
        "He («DOB: 3-2-1972») was seen.",
        "His «date of birth is March 2, 1972».",
        "He was «born on 03/02/72».",
        "He was «born on July 4, 1965».",
        "«D.O.B. 03/02/1972» was on file.",
        "The report listed his «birthdate as 03/02/1972».",
        "His «birth date is March 2, 1972».",
        "His «birth date was listed as March 2, 1972».",
        "His «birthday, recorded as 03/02/1972», was checked.",
        "He was born with a club foot. Births were normal.",
        "He was born with a short thumb, which was noted on 12-09-2016.",
        "Since the birth of a child in May of 2014 he lifts more.",
    ),
)


# IMR607: numbers of claims, policies and records.

test_claim_number = rule_test(
    "IMR607",
    *sentences(
        "«Claim number: 0654-22107».",
        "X-rays are normal («claim number 2014-66310-B»).",
        "He has «claim no. WX40817».",
        "The «claim # is 40817».",
        "«Policy number 88-1200-X».",
        "His «claim number, WX-4471-2033», was given.",
        "His «claim WX-4471-2033» was given.",
        "«MRN: 00412345».",
        "«Medical record number 412345» was sent.",
        "The «medical record #7731902» was sent.",
        "The file says «ADJ1234567».",
        "His claim of 10/13/2016 was denied; the claim number is not stated.",
        "The medical records of 10/13/2016 were read.",
        "The medical records number 127 pages, and the claim form is of 6/1/2016.",
        "A policy of rest was kept for 10 days.",
    ),
)


# IMR608: gaps where a name was removed.

test_redaction_gap = rule_test(
    "IMR608",
    *sentences(
        "He saw «Dr.»  on 10/3.",
        "«Dr.» asked for nerve studies.",
        "«Ms.» , who drives him, agrees.",
        "A report by«  , MD», was read.",
        "Per the report by« , MD», a strap helps.",
        "A report by«  »M.D. was read.",
        "The report provided by«  »on 10/3 was read.",
        "The report provided by« \n »the diagnoses are sprains.",
        # Some extractors leave one space of any gap.
        "A report by «M.D.» was read.",
        "The report provided by« »on 10/3 was read.",
        "The report provided by«\n»on 10/3 was read.",
        "He was seen by« »who found a sprain.",
        "The report by an M.D. was read, and was provided by on-call staff.",
        "The man whom he was hit by was not hurt.",
        "There was a flare-up«.  »is requesting massage.",
        "There was a flare-up.« \n »requested massage.",
        "As noted by« ,» he limps.",
        "The report of« 's» office was read.",
        "He saw «[REDACTED]» on 10/3.",
        "He saw «______» on 10/3.",
        "He had «____»\nvisits, and «___» says so.",
        "He saw the Dr. on 10/3, and an M.D. on 10/5.",
        "As time goes by, he sees the Dr. less.",
        "It states that an M. D. \nshould refer him.",
        "As time goes by, he limps.  The knee is worse.",
        # Marks of Markdown are no gaps.
        "The report provided by **on call** staff was read.",
        "The report provided by <b></b> the staff was read.",
        "As noted by <b></b> he limps.",
        "Relief was approx. is not known.",
        "He uses a brace (see p. 12).  He works.",
        "As reported by the provider, diagnoses are a sprain and a strain.",
        "Treatment was provided by the physician \nwho denied it.",
    ),
    {  # In a stretched text, gaps mean nothing.
        "working at least 24": "working at least       24",
        "The provider noted": "As noted by  on 10/3, the provider said",
    },
)
