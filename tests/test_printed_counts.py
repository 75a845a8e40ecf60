"""Counts as pages print them, in the languages that they have."""

import pytest

from crawler.networks.values import shown_count


@pytest.mark.parametrize(
    ("printed", "count", "within"),
    [
        ("12,3 B abone", 12_300, 50),
        ("1.2B views", 1_200_000_000, 50_000_000),
        ("1,2 Mn abone", 1_200_000, 50_000),
        ("12 N người đăng ký", 12_000, 500),
        ("1,2 Tr người đăng ký", 1_200_000, 50_000),
        ("12,3 тис. підписників", 12_300, 50),
        ("12 tis. odběratelů", 12_000, 500),
        ("1,2 mil. odběratelů", 1_200_000, 50_000),
        ("12 mil suscriptores", 12_000, 500),
        ("12 tn prenumeranter", 12_000, 500),
        ("12 t abonnenter", 12_000, 500),
        ("12 t. tilaajaa", 12_000, 500),
        ("12 E feliratkozó", 12_000, 500),
        ("12 χιλ. εγγεγραμμένοι", 12_000, 500),
        ("12,3 mii de abonați", 12_300, 50),
        ("12 ألف مشترك", 12_000, 500),
        ("١٢٫٣ ألف مشترك", 12_300, 50),
        ("١٬٢٣٤ مشترك", 1_234, 0),
        ("۱۲ هزار مشترک", 12_000, 500),
        ("12 אלף מנויים", 12_000, 500),
        ("12 हज़ार सदस्य", 12_000, 500),
        ("1.2 लाख सदस्य", 120_000, 5_000),
        ("1.2 lakh subscribers", 120_000, 5_000),
        ("1.2 crore subscribers", 12_000_000, 500_000),
        ("1.23천명", 1_230, 5),
        ("1.2만명", 12_000, 500),
        ("1.2萬位訂閱者", 12_000, 500),
        ("ผู้ติดตาม 1.2 หมื่น คน", 12_000, 500),
        ("12.3K subscribers", 12_300, 50),
        ("1.23 million subscribers", 1_230_000, 5_000),
        ("1.234 Abonnenten", 1_234, 0),
        ("1.234 Mi piace", 1_234, 0),
        ("5 members", 5, 0),
        ("3 Beiträge", 3, 0),
        ("12.5 followers", None, None),
    ],
)
def test_a_printed_count(printed: str, count: int | None, within: int | None) -> None:
    assert shown_count(printed) == (count, within)
