"""IMR605: street addresses."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_street_address = rule_test(
    "IMR605",
    *sentences(
        "He lives at «2210 N. Alder Street».",
        "He lives at «14 Los Robles Ave., Apt. 3, Fresno, CA 93721».",
        "The home at «418 Juniper Lane, Salinas, CA 93901», has four steps.",
        "Mail goes to «P.O. Box 1120».",
        "The clinic is in «San Luis Obispo, CA 93401».",
        "He works on «800 W 5th St.», on the dock.",
        "He jumped off a tailgate at «77 West Harbor Blvd.».",
        "He walks 12 steps and 3 blocks to Alder Street.",
        "He lives on a street of 12 houses, 3 blocks off.",
        "He can Drive 20 miles, with 3 Different Drivers.",
        "He drives 20 miles on Harbor Drive, in a delivery van.",
    ),
)
