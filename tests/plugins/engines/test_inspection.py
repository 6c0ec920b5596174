"""Each fault that is put into a finished PDF is found, and nothing in the file as it was made."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pikepdf
import pytest
from pdf_book import render, shaped
from PIL import Image

from chapbook.book import Option, Target
from chapbook.finding import Severity
from chapbook.plugins.engines.inspection import inspect_pdf
from chapbook.plugins.formats.typst import TypstPdf
from chapbook.roles import Manuscript, Picture

Change = Callable[[pikepdf.Pdf], None]
LAMP = PurePosixPath("chapters/01-one.md")


def made(folder: Path, **options: Option) -> tuple[Path, Manuscript]:
    manuscript = shaped("See [above](#one).", "typst", folder / "book", **options)
    return render(TypstPdf(), manuscript, folder), manuscript


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manuscript]:
    return made(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manuscript]:
    asked: dict[str, Option] = {"bleed": "3mm", "crop-marks": True, "signature": 8}
    return made(tmp_path_factory.mktemp("press"), **asked)


def found(
    book: tuple[Path, Manuscript],
    folder: Path,
    change: Change,
    manuscript: Manuscript | None = None,
) -> list[str]:
    path = folder / "changed.pdf"
    with pikepdf.open(book[0]) as pdf:
        change(pdf)
        pdf.save(path)
    return [f"{f.code}: {f.message}" for f in inspect_pdf(path, manuscript or book[1])]


def test_the_files_as_they_are_made_have_no_fault(
    book: tuple[Path, Manuscript], press: tuple[Path, Manuscript]
) -> None:
    assert list(inspect_pdf(*book)) == []
    assert list(inspect_pdf(*press)) == []


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
    ]


def lose_font_files(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        if "/FontDescriptor" in font:
            for key in ("/FontFile2", "/FontFile3"):
                if key in font.FontDescriptor:
                    del font.FontDescriptor[key]


def embed_whole(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        name = str(font.BaseFont)
        font.BaseFont = pikepdf.Name("/" + name.partition("+")[2])


def add_font(pdf: pikepdf.Pdf, glyph: bytes) -> None:
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            Name=pikepdf.Name("/Bits"),
            CharProcs=pikepdf.Dictionary(a=pdf.make_stream(glyph)),
        )
    )
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F9=font))


BITS = b"9 0 0 0 9 9 d1 9 0 0 9 0 0 cm BI /W 8 /H 1 /IM true ID \xff EI"
STROKES = b"9 0 0 0 9 9 d1 0 0 m 9 9 l S"


def test_a_font_that_is_not_embedded_is_found(
    book: tuple[Path, Manuscript], tmp_path: Path
) -> None:
    said = found(book, tmp_path, lose_font_files)
    assert any("font-embedding: the font CharisSIL is not embedded (first on" in s for s in said)


def test_a_font_that_is_embedded_whole_is_found(
    book: tuple[Path, Manuscript], tmp_path: Path
) -> None:
    said = found(book, tmp_path, embed_whole)
    assert any("the font CharisSIL is embedded whole" in s for s in said)


def test_letters_that_are_bitmaps_are_found_and_those_of_strokes_pass(
    book: tuple[Path, Manuscript], tmp_path: Path
) -> None:
    said = found(book, tmp_path, lambda pdf: add_font(pdf, BITS))
    assert said == ["font-embedding: the letters of the font Bits are bitmaps (first on page 1)"]
    assert found(book, tmp_path, lambda pdf: add_font(pdf, STROKES)) == []


def test_a_font_of_a_drawing_is_told_at_the_figures_line(
    book: tuple[Path, Manuscript], tmp_path: Path
) -> None:
    drawing = tmp_path / "lamp.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Times")
        )
        pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.save(drawing)
    picture = Picture(PurePosixPath("lamp.pdf"), LAMP, 7, media=("media/lamp.pdf",))
    manuscript = replace(book[1], media={"media/lamp.pdf": drawing}, pictures=(picture,))

    def show(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(drawing) as shown:
            font = pdf.copy_foreign(shown.make_indirect(shown.pages[0].obj.Resources.Font.F1))
            pdf.pages[2].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))

    path = tmp_path / "changed.pdf"
    with pikepdf.open(book[0]) as pdf:
        show(pdf)
        pdf.save(path)
    (finding,) = inspect_pdf(path, manuscript)
    assert finding.place == "chapters/01-one.md:7"
    assert finding.message == "the font Times is not embedded (in 'lamp.pdf', first on page 3)"


def resize(pdf: pikepdf.Pdf) -> None:
    for page in list(pdf.pages)[2:4]:
        page.obj.MediaBox = pikepdf.Array([0, 0, 595, 842])


def test_a_page_of_another_size_is_found(book: tuple[Path, Manuscript], tmp_path: Path) -> None:
    assert found(book, tmp_path, resize) == [
        "page-size: page 3 and 1 more: the page is 595 × 842 pt, not 504 × 666 pt"
    ]


def test_a_page_of_another_size_is_an_error_where_the_target_asks_for_one(
    book: tuple[Path, Manuscript],
) -> None:
    asked = replace(book[1], target=Target("pdf", "pdf", {"paper": "a5"}))
    sizes = [f for f in inspect_pdf(book[0], asked) if f.code == "page-size"]
    assert [f.severity for f in sizes] == [Severity.ERROR]
    assert "not 420 × 595 pt" in sizes[0].message


def drop_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def forget(key: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj[key]

    return change


def shrink(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.MediaBox = page.obj.CropBox = page.obj.TrimBox


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (drop_page, "pages do not fill signatures of 8"),
        (forget("/TrimBox"), "the file does not say where the page is trimmed"),
        (forget("/BleedBox"), "the bleed is not 8.5 pt on every side"),
        (shrink, "the sheet of 504 × 666 pt is smaller than page and bleed"),
        (shrink, "there is no room for crop marks"),
    ],
)
def test_what_a_printer_needs_is_looked_for(
    press: tuple[Path, Manuscript], tmp_path: Path, change: Change, message: str
) -> None:
    assert any(message in said for said in found(press, tmp_path, change))


def without(key: str) -> Change:
    return lambda pdf: pdf.Root.__delitem__(key)


def rename(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Untitled"


def disown(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = "Ada Example"


def say_otherwise(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = "Another Book"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (rename, "file-metadata: the title is 'Untitled', not 'A \"Small\" Book & More'"),
        (disown, "file-metadata: the author Bo Sample is not named"),
        (say_otherwise, "but 'Another Book' in the XMP metadata"),
        (without("/Lang"), "file-metadata: the language is not given, the book's is 'en-US'"),
        (without("/Outlines"), "file-navigation: the file has no outline"),
    ],
)
def test_what_the_file_says_of_itself_is_compared_with_the_book(
    book: tuple[Path, Manuscript], tmp_path: Path, change: Change, message: str
) -> None:
    assert any(message in said for said in found(book, tmp_path, change))


def mislead_outline(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Dest = pikepdf.String("nowhere")


def mislead_link(pdf: pikepdf.Pdf) -> None:
    lost = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        Dest=pikepdf.Array([lost, pikepdf.Name.Fit]),
    )
    pdf.pages[1].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (mislead_outline, "of the outline leads nowhere"),
        (mislead_link, "file-links: a link on page 2 leads to no page of the file"),
    ],
)
def test_links_that_lead_nowhere_are_found(
    book: tuple[Path, Manuscript], tmp_path: Path, change: Change, message: str
) -> None:
    assert any(message in said for said in found(book, tmp_path, change))


def show_image(scale: float, nested: bool) -> Change:
    """An image of 90 × 60 pixels, 1 inch wide before it is scaled; in a drawing where nested."""

    def change(pdf: pikepdf.Pdf) -> None:
        buffer = io.BytesIO()
        Image.new("RGB", (90, 60), "navy").save(buffer, "JPEG")
        image = pdf.make_stream(buffer.getvalue())
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = 90, 60, 8
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        shown, content = image, b"q 72 0 0 48 0 0 cm /I Do Q"
        if nested:
            shown = pdf.make_stream(content)
            shown.Type, shown.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            shown.BBox = pikepdf.Array([0, 0, 72, 48])
            shown.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
            content = b"/I Do"
        page = pdf.pages[1].obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=shown))
        page.Contents = pdf.make_stream(f"{scale} 0 0 {scale} 50 50 cm ".encode() + content)

    return change


@pytest.mark.parametrize("nested", [False, True])
def test_a_coarse_bitmap_is_found_at_the_figures_line(
    book: tuple[Path, Manuscript], tmp_path: Path, nested: bool
) -> None:
    picture = Picture(PurePosixPath("lamp.jpg"), LAMP, 9, (90, 60))
    manuscript = replace(book[1], pictures=(picture,))
    said = found(book, tmp_path, show_image(2, nested), manuscript)
    assert said == ["image-resolution: 'lamp.jpg' has 45 pixels per inch at its size on the page"]
    assert found(book, tmp_path, show_image(0.5, nested), manuscript) == []


def test_a_bitmap_within_a_drawing_is_not_looked_at(
    book: tuple[Path, Manuscript], tmp_path: Path
) -> None:
    assert found(book, tmp_path, show_image(2, True)) == []
