"""Who tries the doors: the personas of the worked case, the other office's clerk, nobody."""

SECRETARY = "bi-thu"
CLERK = "van-thu"
GROUP = "to-truong"
FINANCE = "tai-chinh"
CHAIR = "chu-tich-loc-binh"
OFFICER = "can-bo-loc-binh"
NEIGHBOUR = "can-bo-mau-son"
CITIZEN = "cong-dan"
OUTSIDER = "nguoi-ngoai"
STATE_CLERK = "van-thu-vpub"
"""No persona: a real account, clerk of the office of the People's Committee of the province."""
ADMINISTRATOR = "quan-tri"
"""A real account too: runs the installation, and has no business with what is in it."""
ANONYMOUS = "anonymous"

People = frozenset[str]

PARTY = frozenset({SECRETARY, CLERK})
"""The Party committee of the province and its office."""
STATE = frozenset({STATE_CLERK})
"""The other provincial office: it sees its own side, and what is addressed to it."""
LOC_BINH = frozenset({CHAIR, OFFICER})
MAU_SON = frozenset({NEIGHBOUR})
THE_GROUP = frozenset({GROUP})
"""Working group 4: it follows all seven communes."""
THE_DEPARTMENT = frozenset({FINANCE})
NOBODY: People = frozenset()

SIGNED_IN = (
    SECRETARY,
    CLERK,
    GROUP,
    FINANCE,
    CHAIR,
    OFFICER,
    NEIGHBOUR,
    CITIZEN,
    OUTSIDER,
    STATE_CLERK,
    ADMINISTRATOR,
)
PERSONAS = tuple(code for code in SIGNED_IN if code not in {STATE_CLERK, ADMINISTRATOR})
POSITIONED = frozenset(SIGNED_IN) - {CITIZEN, OUTSIDER}

# A record of Mẫu Sơn mirrors one of Lộc Bình, on which everybody is tried.
ON_THE_OTHER_SIDE = (SECRETARY, CLERK, GROUP, OFFICER, NEIGHBOUR, OUTSIDER, STATE_CLERK, ANONYMOUS)
