"""How postings become balances: by day, month and year, up the tree, in the background.

What waits leaves the one table and enters the other in a single statement: whoever reads both
sees each posting once, and a fold that is killed has done all of it or nothing.
"""

from django.db import connection, transaction

# One folder and one mover of branches at a time; numbers only have to be ours in this database.
FOLDING_LOCK, TREE_LOCK = 4_816_002, 4_816_003
AT_ONCE = 20_000

# Adds rows of (measure, place, day, dimensions, delta, postings) to the balances they touch.
INTO_BALANCES = """
INSERT INTO ledger_balance (measure, place, grain, start, dimensions, amount, postings)
SELECT measure, place, grain, start, dimensions, sum(delta), sum(postings)
FROM spread CROSS JOIN LATERAL (VALUES
    ('d', day), ('m', date_trunc('month', day)::date), ('y', date_trunc('year', day)::date)
) AS grains(grain, start)
GROUP BY measure, place, grain, start, dimensions
ON CONFLICT (measure, place, grain, start, dimensions) DO UPDATE
SET amount = ledger_balance.amount + EXCLUDED.amount,
    postings = ledger_balance.postings + EXCLUDED.postings
"""

FOLD = (
    """
WITH taken AS (
    DELETE FROM ledger_unfolded WHERE posting_id IN
        (SELECT posting_id FROM ledger_unfolded ORDER BY posting_id LIMIT %s)
    RETURNING measure, places, day, dimensions, delta
), spread AS (
    SELECT measure, place, day, dimensions, delta, 1 AS postings
    FROM taken CROSS JOIN LATERAL unnest(places) AS place
), counted AS (SELECT count(*) AS folded FROM taken), folded AS ("""
    + INTO_BALANCES
    + """)
SELECT folded FROM counted
"""
)

# Each place and day of the postings with all places above it on that day: `ledger_places` for all
# at once, which costs a join instead of a call for each posting.
CLIMBED = """
climbed(place, day, above) AS (
    SELECT place, day, place FROM (SELECT DISTINCT place, day FROM ledger_posting) AS posted
    UNION
    SELECT climbed.place, climbed.day, branch.above
    FROM climbed JOIN ledger_branch branch ON branch.place = climbed.above
    WHERE (branch.from_on IS NULL OR branch.from_on <= climbed.day)
      AND (branch.until_on IS NULL OR branch.until_on > climbed.day)
)
"""

REBUILD = (
    "WITH RECURSIVE"
    + CLIMBED
    + """, spread AS (
    SELECT measure, above AS place, day, dimensions, sum(delta) AS delta, count(*) AS postings
    FROM ledger_posting JOIN climbed USING (place, day)
    GROUP BY measure, above, day, dimensions
)"""
    + INTO_BALANCES
)


def fold() -> int:
    """Fold all that waits; returns how many postings. Safe at any time, from anywhere."""
    folded = 0
    while count := fold_some():
        folded += count
    return folded


@transaction.atomic
def fold_some(at_once: int = AT_ONCE) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDING_LOCK])
        cursor.execute(FOLD, [at_once])
        return int(cursor.fetchone()[0])


@transaction.atomic
def rebuild() -> None:
    """Make every balance anew from the postings. Postings wait meanwhile; reading does not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s), pg_advisory_xact_lock(%s)",
            [TREE_LOCK, FOLDING_LOCK],
        )
        cursor.execute("DELETE FROM ledger_unfolded")
        cursor.execute("DELETE FROM ledger_balance")
        cursor.execute(REBUILD)
