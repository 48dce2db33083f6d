"""The same facts in four languages give the same records; what is not said is not proposed."""

from datetime import date
from decimal import Decimal

import pytest

from haicap.domain.intake.reading import read
from haicap.domain.intake.understanding.figures import find_figures
from haicap.domain.intake.understanding.places import Gazetteer, find_places
from haicap.domain.intake.understanding.proposals import Kind
from haicap.domain.intake.understanding.structure import propose
from haicap.domain.intake.understanding.symbols import find_symbols
from haicap.domain.intake.understanding.tokens import LONGEST, sentences_of
from haicap.domain.intake.understanding.when import Precision, find_whens
from haicap.domain.organisations.queries import PlaceName
from haicap.foundation.search.folding import fold

SINCE = date(2025, 7, 1)
TODAY = date(2026, 4, 1)


def place(key, name, kind="commune", province="20", designation="xã", since=SINCE, until=None):
    return PlaceName(key, kind, name, designation, province, since, until)


NAMES = [
    place("20", "Lạng Sơn", "province", designation="tỉnh", since=None),
    place("04", "Cao Bằng", "province", "04", "tỉnh", None),
    place("06529", "Lộc Bình"),
    place("06577", "Thống Nhất"),
    place("06541", "Mẫu Sơn"),
    place("06541-2025", "Mẫu Sơn", since=None, until=SINCE),
    place("01300", "Thống Nhất", province="04"),
    place("01301", "Hòa An", province="04"),
    place("01302", "Hoà Bình", province="04"),
    place("0180-2025", "Lộc Bình", "district", designation="huyện", since=None, until=SINCE),
]
GAZETTEER = Gazetteer.of(NAMES)

VIETNAMESE = """Bí thư Tỉnh ủy làm việc với ba xã
Sáng 12/3/2026, đoàn công tác do đồng chí Nguyễn Văn An, Bí thư Tỉnh ủy, làm trưởng đoàn đã làm \
việc với các xã Lộc Bình, Thống Nhất và Mẫu Sơn, tỉnh Lạng Sơn về thực hiện Thông báo số \
15-TB/VPTU ngày 02/3/2026.
Trong quý I/2026, các xã đã tiếp nhận hơn 4 nghìn hồ sơ thủ tục hành chính.
Các xã kiến nghị về bổ sung cán bộ, công chức; bố trí thêm xe công vụ; nâng cấp trụ sở làm việc.
Kết luận buổi làm việc, đồng chí Nguyễn Văn An ghi nhận nỗ lực của các xã. Đồng chí yêu cầu các \
sở, ngành rà soát biên chế của xã trước ngày 30/4/2026; xây dựng phương án bố trí xe công vụ cho \
các xã.
"""
ENGLISH = """Secretary of the Provincial Party Committee meets three communes
On the morning of March 12, 2026, a delegation led by Comrade Nguyen Van An, Secretary of the \
Provincial Party Committee, worked with the communes of Loc Binh, Thong Nhat and Mau Son, Lang Son \
province, on carrying out Notice No. 15-TB/VPTU of 2 March 2026.
In the first quarter of 2026, the communes received more than 4 thousand administrative procedures.
The communes made recommendations on adding cadres and civil servants, arranging more official \
vehicles, upgrading headquarters of the communes.
Concluding the meeting, Comrade Nguyen Van An commended the efforts of the communes. He asked the \
departments to review the staff of the communes by 30 April 2026; to draw up a plan of vehicles \
for the communes.
"""
GERMAN = """Der Sekretär des Provinzparteikomitees trifft drei Gemeinden
Am Morgen des 12. März 2026 traf eine Delegation unter der Leitung von Genosse Nguyen Van An, \
Sekretär des Provinzparteikomitees, die Gemeinden Loc Binh, Thong Nhat und Mau Son in der Provinz \
Lang Son zur Umsetzung der Bekanntmachung Nr. 15-TB/VPTU vom 2. März 2026.
Im ersten Quartal 2026 haben die Gemeinden mehr als 4 Tausend Verwaltungsverfahren entgegengenommen.
Die Gemeinden empfahlen, betreffend zusätzliche Kader und Beamte, mehr Dienstwagen der Gemeinden, \
bessere Amtssitze der Gemeinden zu entscheiden.
Zum Abschluss würdigte Genosse Nguyen Van An die Anstrengungen der Gemeinden. Er forderte die \
Fachabteilungen auf, das Personal der Gemeinden bis zum 30. April 2026 zu überprüfen; einen Plan \
der Fahrzeuge für die Gemeinden zu erstellen.
"""
GREEK = """Ο Γραμματέας της Επαρχιακής Επιτροπής του Κόμματος συναντά τρεις κοινότητες
Το πρωί της 12ης Μαρτίου 2026, αντιπροσωπεία με επικεφαλής τον σύντροφο Nguyen Van An, Γραμματέα \
της Επαρχιακής Επιτροπής του Κόμματος, συναντήθηκε με τις κοινότητες Loc Binh, Thong Nhat και \
Mau Son της επαρχίας Λανγκ Σον για την εφαρμογή της Ανακοίνωσης αριθ. 15-TB/VPTU της 2 Μαρτίου 2026.
Το πρώτο τρίμηνο του 2026 οι κοινότητες έχουν λάβει περισσότερες από 4 χιλιάδες διοικητικές \
διαδικασίες.
Οι κοινότητες συνέστησαν θέματα που σχετίζονται με την ενίσχυση των στελεχών της κοινότητας, την \
οργάνωση περισσότερων οχημάτων, την αναβάθμιση των κεντρικών γραφείων.
Ολοκληρώνοντας τη συνάντηση, ο σύντροφος Nguyen Van An αναγνώρισε τις προσπάθειες των κοινοτήτων. \
Ζήτησε από τα επαρχιακά τμήματα να εξετάσουν το προσωπικό των κοινοτήτων έως 30 Απριλίου 2026· να \
καταρτίσουν σχέδιο οχημάτων για τις κοινότητες.
"""
TEXTS = {"vi": VIETNAMESE, "en": ENGLISH, "de": GERMAN, "el": GREEK}


def proposed(text):
    return propose(read(text.encode()), GAZETTEER, today=TODAY, home="20")


def all_of(proposals, kind):
    return [each for whole in proposals for each in whole.walk() if each.kind == kind]


def values(proposal):
    return {name: told.value for name, told in proposal.fields.items()}


@pytest.mark.parametrize("language", TEXTS)
def test_the_same_facts_give_the_same_records_in_every_language(language):
    text = TEXTS[language]
    reading = read(text.encode())
    assert reading.language == language
    proposals = proposed(text)
    [session] = all_of(proposals, Kind.SESSION)
    told = values(session)
    assert told["held_on"] == date(2026, 3, 12)
    assert told["part_of_day"] == "morning"
    assert fold(told["chair"]) == "nguyen van an"
    assert told["communes"] == ["06529", "06577", "06541"]
    [figure] = [values(each) for each in all_of(proposals, Kind.FIGURE)]
    assert (figure["amount"], figure["bound"]) == ("4000", ">")
    assert figure["indicator"] == "dossiers_received"
    asked = [values(each)["category"] for each in all_of(proposals, Kind.RECOMMENDATION)]
    assert asked == ["staff", "vehicle", "headquarters"]
    first, second = (values(each) for each in all_of(proposals, Kind.ITEM))
    assert (first["deadline"], first["precision"]) == (date(2026, 4, 30), "day")
    assert "deadline" not in second
    assert {each["asked"] for each in (first, second)} != {None}
    [document] = [values(each) for each in all_of(proposals, Kind.DOCUMENT)]
    assert (document["symbol"], document["issued_on"]) == ("15-TB/VPTU", date(2026, 3, 2))


@pytest.mark.parametrize("language", TEXTS)
def test_every_field_stands_where_it_says_that_it_stands(language):
    reading = read(TEXTS[language].encode())
    for whole in propose(reading, GAZETTEER, today=TODAY, home="20"):
        for proposal in whole.walk():
            assert 0 <= proposal.begin < proposal.end <= len(reading.text)
            for told in proposal.fields.values():
                assert 0 <= told.begin < told.end <= len(reading.text)
            if words := proposal.fields.get("words"):
                assert reading.text[words.begin : words.end] == words.value


def test_a_session_whose_date_nobody_states_has_none():
    text = (
        "Kết luận buổi làm việc, đồng chí Nguyễn Văn An yêu cầu các xã thực hiện Thông báo số"
        " 15-TB/VPTU ngày 02/3/2026. Từ ngày 01/7/2025 các xã đã hoàn thành nhiệm vụ."
    )
    [session] = all_of(proposed(text), Kind.SESSION)
    assert "held_on" not in values(session)


def test_a_text_that_is_no_report_of_a_session_proposes_none():
    assert proposed("Trời hôm nay đẹp. Xã Lộc Bình có chợ phiên vào chủ nhật.") == []


def places_in(text, language="", on=TODAY):
    reading = read(text.encode())
    sentences = sentences_of(reading)
    found = find_places(reading.text, sentences, language or "vi", GAZETTEER, on, "20")
    return [(each.written, each.key) for each in found]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Các xã Lộc Bình, Thống Nhất.", "vi", [("Lộc Bình", "06529"), ("Thống Nhất", "06577")]),
        ("CÁC XÃ LỘC BÌNH VÀ MẪU SƠN", "vi", [("LỘC BÌNH", "06529"), ("MẪU SƠN", "06541")]),
        ("cac xa Loc Binh va Mau Son", "vi", [("Loc Binh", "06529"), ("Mau Son", "06541")]),
        ("Loc Binh commune", "en", [("Loc Binh", "06529")]),
        ("huyện Lộc Bình cũ", "vi", [("Lộc Bình", "0180-2025")]),
        ("xã Mẫu Sơn cũ", "vi", [("Mẫu Sơn", "06541-2025")]),
        ("επαρχία Λανγκ Σον", "el", [("Λανγκ Σον", "20")]),
        # No word says that it is a place: it may be a person or a company.
        ("Ông Thống Nhất phát biểu.", "vi", []),
        # The district of that name, of which the code was another.
        ("Xã Hoà An và xã Hòa Bình", "vi", [("Hoà An", "01301"), ("Hòa Bình", "01302")]),
    ],
)
def test_a_place_is_found_however_it_is_written(text, language, found):
    assert places_in(text, language) == found


def test_the_neighbours_say_which_of_several_is_meant():
    assert places_in("Các xã Thống Nhất và Hòa An")[0] == ("Thống Nhất", "01300")
    assert places_in("Các xã Thống Nhất và Lộc Bình")[0] == ("Thống Nhất", "06577")


@pytest.mark.parametrize(
    ("text", "language", "first", "last", "precision"),
    [
        ("9 tháng đầu năm 2025", "vi", "2025-01-01", "2025-09-30", Precision.NINE_MONTHS),
        ("quý IV/2025", "vi", "2025-10-01", "2025-12-31", Precision.QUARTER),
        ("6 tháng cuối năm 2025", "vi", "2025-07-01", "2025-12-31", Precision.HALF),
        ("ngày 5 tháng 9 năm 2025", "vi", "2025-09-05", "2025-09-05", Precision.DAY),
        ("tháng 2/2028", "vi", "2028-02-01", "2028-02-29", Precision.MONTH),
        ("nhiệm kỳ 2025-2030", "vi", "2025-01-01", "2030-12-31", Precision.TERM),
        ("the fourth quarter of 2025", "en", "2025-10-01", "2025-12-31", Precision.QUARTER),
        ("September 2nd, 2025", "en", "2025-09-02", "2025-09-02", Precision.DAY),
        ("im vierten Quartal 2025", "de", "2025-10-01", "2025-12-31", Precision.QUARTER),
        ("am 23.10.2025", "de", "2025-10-23", "2025-10-23", Precision.DAY),
        ("των πρώτων 9 μηνών του έτους 2025", "el", "2025-01-01", "2025-09-30",
         Precision.NINE_MONTHS),
    ],
)  # fmt: skip
def test_a_time_is_as_exact_as_it_is_written(text, language, first, last, precision):
    [when] = find_whens(text, language)
    assert (str(when.first), str(when.last), when.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["31/4/2025", "số 15/2/QĐ", "2030-2025", "29.02.2027"])
def test_what_is_no_date_is_not_taken_for_one(text):
    assert find_whens(text, "vi") == []


def test_a_year_left_out_says_what_it_was_taken_from():
    missing, written = find_whens("Sáng 23/10, các xã báo cáo kết quả năm 2025.", "vi")
    assert (str(missing.first), missing.rests_on) == ("2025-10-23", "document")
    assert written.rests_on == ""
    [alone] = find_whens("Sáng 23/10, các xã báo cáo.", "vi")
    assert alone.first is None


@pytest.mark.parametrize(
    ("text", "language", "amount", "bound", "unit"),
    [
        ("hơn 15 nghìn hồ sơ", "vi", "15000", ">", ""),
        ("đạt 99,86%", "vi", "99.86", "=", "%"),
        ("trên 1.411 hồ sơ", "vi", "1411", ">", ""),
        ("không quá 5 ngày", "vi", "5", "≤", ""),
        ("gần 2,5 tỷ đồng", "vi", "2500000000", "≈", ""),
        ("more than 15 thousand", "en", "15000", ">", ""),
        ("1,411 dossiers", "en", "1411", "=", ""),
        ("at least 99.5 percent", "en", "99.5", "≥", "%"),
        ("mindestens 1.411 Akten", "de", "1411", "≥", ""),
        ("weniger als 3,5 Prozent", "de", "3.5", "<", "%"),
        ("περισσότερες από 15 χιλιάδες", "el", "15000", ">", ""),
    ],
)
def test_a_figure_keeps_its_bound_and_unit(text, language, amount, bound, unit):
    [figure] = find_figures(text, language)
    assert (figure.amount, figure.bound, figure.unit) == (Decimal(amount), bound, unit)
    assert (figure.begin == 0) == (bound != "=" or text[0].isdigit())


@pytest.mark.parametrize("text", ["Nr. 4", "Tổ công tác số 4", "khóa XVI, lần thứ 2", "1. Mục"])
def test_a_number_that_names_something_counts_nothing(text):
    assert find_figures(text, "vi") == []


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Thông báo số 176-TB/VPTU", "176-TB/VPTU"),
        ("Verordnung Nr. 2583-QD/TU", "2583-QĐ/TU"),
        ("Nghị quyết 202/2025/QH15", None),
        ("Quyết định 212/2025/QD-UBND", "212/2025/QĐ-UBND"),
        ("Nghị định 30/2020/ND-CP", "30/2020/NĐ-CP"),
        ("giai đoạn 2025-2030", None),
        ("kết quả 23/10", None),
    ],
)
def test_a_symbol_is_read_as_an_office_writes_it(text, symbol):
    found = find_symbols(text, "vi", [], TODAY)
    assert [each.symbol.raw for each in found] == ([symbol] if symbol else [])


def test_a_sentence_does_not_end_after_an_abbreviation_or_an_ordinal():
    text = "Ông Ng. V. An, TP. Lạng Sơn, phát biểu. Die Wahl zur 16. Nationalversammlung am 5. Mai."
    reading = read(text.encode())
    assert len(sentences_of(reading)) == 2


@pytest.mark.parametrize(
    "piece",
    [
        "xã Lộc Bình ",
        "đồng chí Nguyễn Văn An, ",
        "ngày 5/9/2025 ",
        "15-TB/VPTU ",
        "(a, ",
        "...",
        "1.",
    ],
)
def test_a_line_without_an_end_is_cut_between_words_and_nothing_of_it_is_lost(piece):
    reading = read((piece * 4_000).encode())
    sentences = sentences_of(reading)
    assert max(each.end - each.begin for each in sentences) <= LONGEST
    said = "".join(reading.text[each.begin : each.end] for each in sentences)
    assert said.replace(" ", "") == reading.text.replace(" ", "").replace("\n", "")
    for whole in propose(reading, GAZETTEER, today=TODAY, home="20"):
        assert 0 <= whole.begin < whole.end <= len(reading.text)
