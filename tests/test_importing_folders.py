"""Importing folders: file by file, resumable, nothing twice, changed files as new revisions."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import INTERVIEW, assert_sound

from workbench import Study
from workbench.errors import StudyError


def names(study: Study) -> list[str]:
    return study.transcript_names()


def test_what_was_imported_stays_and_what_failed_is_listed(study: Study, interview) -> None:
    folder = interview("a.txt").parent
    interview("b.txt", "Interviewer: Hej?\n\nBorger: Ja, hej med dig.\n")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.txt").write_text("no")
    report = study.import_transcripts(folder, progress=False)
    assert [entry.transcript.name for entry in report.imported] == ["a", "b"]
    assert {file.rsplit("/", 1)[-1] for file, _ in report.refused} == {"empty.txt", "picture.png"}
    assert names(study) == ["a", "b"]
    assert_sound(study)


def test_importing_again_imports_nothing_twice(study: Study, interview) -> None:
    folder = interview("a.txt").parent
    study.import_transcripts(folder, progress=False)
    interview("copy_of_a.txt")
    before = study.newest
    report = study.import_transcripts(folder, progress=False)
    assert (len(report.imported), report.unchanged) == (0, ("a", "a"))
    assert study.newest == before


def test_the_report_has_the_documented_keys(study: Study, interview) -> None:
    report = study.import_transcripts(interview(), progress=False).to_dict()
    (entry,) = report["transcripts"]
    assert report["refused"] == []
    assert (entry["name"], entry["format"], entry["turns"], entry["language"]) == ("first", "txt", 4, "da")
    assert entry["speakers"] == ["Interviewer", "Borger"]
    assert entry["words"] == sum(len(line.split()) - 1 for line in INTERVIEW.splitlines() if line)
    assert len(entry["sha256"]) == 64
    assert entry["encoding"]
    assert entry["warnings"] == []


def test_files_of_one_name_get_their_folder_before_it(study: Study, interview) -> None:
    interview("north/one.txt")
    folder = interview("south/one.txt", INTERVIEW + "\nInterviewer: Tak.\n").parent.parent
    interview("south/two.txt", INTERVIEW + "\nInterviewer: Farvel.\n")
    study.import_transcripts(folder, progress=False)
    assert names(study) == ["north/one", "south/one", "two"]


def test_a_later_file_of_the_same_name_from_another_folder_is_no_revision(study: Study, interview) -> None:
    study.import_transcripts(interview("north/one.txt"), progress=False)
    study.import_transcripts(interview("south/one.txt", INTERVIEW + "\nInterviewer: Tak.\n"), progress=False)
    assert names(study) == ["one", "south/one"]


def test_a_changed_file_becomes_a_new_revision_and_its_codings_follow(filled: Study, interview) -> None:
    start = INTERVIEW.index("hun sagde at jeg")
    filled.code("first", start, start + 16, "flexibility", coder="A1")
    lost = INTERVIEW.index("Æh, ja.")
    filled.code("first", lost, lost + 7, "flexibility", coder="A1")
    filled.link(())
    changed = INTERVIEW.replace("Hvordan kom du i gang?", "Hvordan kom du egentlig i gang?").replace(
        "Æh, ja. ", ""
    )
    report = filled.import_transcripts(interview(text=changed), progress=False)
    (entry,) = report.imported
    assert (entry.revision, entry.reanchored) == (2, {"moved": 1, "lost": 1})
    rows = {row["text"]: row for row in filled.codings().to_dict("records")}
    assert rows["hun sagde at jeg"]["revision"] == 2
    assert (rows["Æh, ja."]["revision"], rows["Æh, ja."]["anchor"]) == (1, "lost")
    assert filled.document("first", 1).text == INTERVIEW
    assert any("lost" in note for note in filled.check().notes)
    assert_sound(filled)


def test_a_preview_tells_what_an_edit_would_do_and_saves_nothing(filled: Study, interview) -> None:
    filled.code("first", 0, 11, "flexibility", coder="A1")
    before = filled.newest
    report = filled.import_transcripts(interview(text="Note\n\n" + INTERVIEW), progress=False, preview=True)
    assert report.imported[0].reanchored
    assert filled.newest == before
    assert filled.document("first").text == INTERVIEW


def test_nobody_is_done_with_a_text_that_has_changed(filled: Study, interview, tmp_path) -> None:
    table = tmp_path / "status.csv"
    table.write_text("transcript,coder,status\nfirst,A1,done\n")
    filled.set_statuses(table)
    filled.import_transcripts(interview(text=INTERVIEW + "\nBorger: Og en ting til.\n"), progress=False)
    assert filled.statuses()["status"].tolist() == ["in progress"]


def test_speakers_stay_linked_when_their_transcript_is_revised(filled: Study, interview, tmp_path) -> None:
    table = tmp_path / "links.csv"
    table.write_text("transcript,speaker,participant,role\nfirst,Borger,P1,citizen\n")
    filled.link(table)
    filled.import_transcripts(interview(text=INTERVIEW + "\nBorger: Og en ting til.\n"), progress=False)
    speakers = filled.speakers().set_index("speaker")
    assert speakers.loc["Borger", "participant"] == "P1"
    assert speakers.loc["Borger", "turns"] == 3


def test_search_finds_turns_by_words_and_beginnings_without_case_or_accents(filled: Study) -> None:
    assert filled.search("RINGEDE aften")["turn"].tolist() == [3]
    assert filled.search("ringe")["speaker"].tolist() == ["Borger"]
    assert filled.search("findes ikke").empty
    assert filled.search('"*: OR NEAR(').empty


def test_search_sees_the_newest_text_only(filled: Study, interview) -> None:
    filled.import_transcripts(interview(text=INTERVIEW.replace("ringede", "skrev")), progress=False)
    assert filled.search("ringede").empty
    assert filled.search("skrev")["turn"].tolist() == [3]


def test_interviews_of_one_name_in_folders_of_one_name_stay_two(study: Study, interview) -> None:
    interview("north/transcripts/P01.txt")
    interview("south/transcripts/P01.txt", INTERVIEW.replace("rart", "slemt"))
    folder = interview("south/transcripts/P02.txt", INTERVIEW + "\nInterviewer: Tak.\n").parents[2]
    study.import_transcripts(folder, progress=False)
    assert len(names(study)) == 3
    assert set(study.transcripts()["revision"]) == {1}
    texts = {study.document(name).text for name in names(study)}
    assert INTERVIEW in texts


def test_one_name_with_two_endings_becomes_two_transcripts(study: Study, interview) -> None:
    interview("P01.md")
    study.import_transcripts(interview("P01.txt", INTERVIEW + "\nInterviewer: Tak.\n").parent, progress=False)
    assert names(study) == ["P01.md", "P01.txt"]


def test_files_that_changed_places_are_both_revised(study: Study, interview) -> None:
    other = INTERVIEW.replace("rart", "slemt")
    study.import_transcripts(interview("a.txt"), interview("b.txt", other), progress=False)
    study.import_transcripts(interview("a.txt", other), interview("b.txt"), progress=False)
    assert study.document("a").text == other
    assert study.document("b").text == INTERVIEW


def test_two_imports_at_once_import_everything_once(file_study: Study, interview, tmp_path) -> None:
    for number in range(25):
        folder = interview(f"t{number:02}.txt", INTERVIEW.replace("aftenen", f"aften {number}")).parent
    code = (
        "import sys; from workbench import Study\n"
        "Study.open(sys.argv[1]).import_transcripts(sys.argv[2], progress=False)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "study.qwb"), str(folder)]
    importers = [subprocess.Popen(command) for _ in range(2)]
    assert [importer.wait(120) for importer in importers] == [0, 0]
    transcripts = file_study.transcripts()
    assert len(transcripts) == 25
    assert set(transcripts["revision"]) == {1}
    assert_sound(file_study)


def test_a_lost_coding_comes_back_with_its_words(filled: Study, interview) -> None:
    start = INTERVIEW.index("Æh, ja.")
    filled.code("first", start, start + 7, "flexibility", coder="A1")
    filled.import_transcripts(interview(text=INTERVIEW.replace("Æh, ja. ", "")), progress=False)
    assert filled.codings()["anchor"].tolist() == ["lost"]
    filled.import_transcripts(interview(text="Note.\n\n" + INTERVIEW), progress=False)
    (row,) = filled.codings().to_dict("records")
    assert (row["text"], row["revision"], row["anchor"]) == ("Æh, ja.", 3, "moved")
    assert_sound(filled)


def test_an_ambiguous_place_stays_in_question_until_somebody_says_so(filled: Study, interview) -> None:
    start = INTERVIEW.index("rart")
    filled.code("first", start, start + 4, "flexibility", coder="A1")
    changed = INTERVIEW.replace("Det var rart.", "Altså rart, rart, tja!")
    filled.import_transcripts(interview(text=changed), progress=False)
    filled.import_transcripts(interview(text=changed + "\nInterviewer: Tak.\n"), progress=False)
    assert filled.codings()["anchor"].tolist() == ["ambiguous"]
    assert any("ambiguous" in note for note in filled.check().notes)


def test_a_lost_passage_does_not_take_the_place_of_one_that_moved(filled: Study, interview) -> None:
    before = INTERVIEW + "\nBorger: abcde fghij klm.\n"
    filled.import_transcripts(interview(text=before), progress=False)
    start = before.index("abcde")
    filled.code("first", start, start + 5, "flexibility", coder="A1")
    filled.code("first", start + 6, start + 11, "flexibility", coder="A1")
    filled.import_transcripts(interview(text=before.replace("abcde ", "")), progress=False)
    anchors = filled.codings().set_index("text")["anchor"].to_dict()
    assert anchors == {"abcde": "lost", "fghij": "moved"}


def test_a_full_study_stops_an_import_instead_of_refusing_every_file(file_study: Study, interview) -> None:
    interview("a.txt")
    folder = interview("b.txt", INTERVIEW + "\nInterviewer: Tak.\n").parent
    with file_study._store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE turn RENAME TO elsewhere")
    with pytest.raises(StudyError):
        file_study.import_transcripts(folder, progress=False)


def test_a_name_with_other_marks_for_the_same_letters_is_the_same_name(study: Study, interview) -> None:
    study.import_transcripts(interview("bla\u030a.txt"), progress=False)
    assert names(study) == ["bl\u00e5"]


def test_a_revision_says_whose_name_and_whose_work_it_changes(filled: Study, interview) -> None:
    changed = INTERVIEW.replace("Borger:", "Anna:")
    report = filled.import_transcripts(interview(text=changed), progress=False, preview=True)
    told = " ".join(report.imported[0].notes)
    assert "Nobody is called Borger any more" in told
    assert "Anna speaks for the first time" in told
    assert "in progress again" in told
    assert "1 would be imported" in str(report)


def test_a_file_that_became_another_frees_its_old_content(study: Study, interview) -> None:
    other = INTERVIEW.replace("rart", "slemt")
    study.import_transcripts(interview("y.txt"), progress=False)
    study.import_transcripts(interview("y.txt", other), interview("y2.txt"), progress=False)
    assert [study.document(name).text for name in names(study)] == [other, INTERVIEW]


def test_lock_files_of_word_processors_are_left_out(study: Study, interview) -> None:
    folder = interview("one.txt").parent
    (folder / "~$one.docx").write_bytes(b"x")
    assert study.import_transcripts(folder, progress=False).refused == ()
