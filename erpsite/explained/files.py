"""What can be wrong with a file as such, before anybody reads what it says."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["FILES"]

FILES = (
    means(
        "alias-circle",
        "An alias stands inside of what it names, so that it never ends.",
        "Write the value out at one of the two places.",
    ),
    means(
        "ambiguous-number",
        "A number such as 1,234 may be a thousand or a little more than one, and nothing in the file "
        "says which.",
        "Write it without a separator of thousands, or with a decimal point.",
    ),
    means(
        "blank-row",
        "A CSV file has empty rows between its rows. Nothing is lost: they are left out.",
        "Delete the empty rows, most easily in the program that wrote the file.",
    ),
    means(
        "conflict-copy",
        "A program that syncs files, or git, left a copy of a file that two people changed. It is no "
        "part of the plan.",
        "Compare the copy with the file, bring over what is missing, then delete the copy.",
    ),
    means(
        "control-character",
        "A text holds a character that nobody can see or print, most often left by a copy from another "
        "program.",
        "Type the text anew, or save the file as plain text in UTF-8.",
    ),
    means(
        "csv-delimiter",
        "The columns of a CSV file are separated by something else than a comma, as Excel does in many "
        "countries. The file was read so.",
        "Nothing has to be done; to silence it, save the file with commas.",
    ),
    means(
        "csv-quote",
        "A quotation mark that opens a cell is never closed, so the rest of the file would become one cell.",
        "Close the quotation mark at the place that is named; inside a quoted cell a quotation mark is "
        "written twice.",
    ),
    means(
        "decimal-comma",
        "A CSV file writes decimal commas, such as 1,5. One cell proves it, and all numbers were read so.",
        "Look whether the example is right. Points instead of commas silence it.",
    ),
    means(
        "duplicate-column",
        "The first line of a CSV file names one column twice, so nobody can tell which cell counts.",
        "Delete one of the columns, or give it its right name.",
    ),
    means(
        "duplicate-key",
        "One record names the same key twice; most programs would silently take the last.",
        "Keep the right line, and delete the other.",
    ),
    means(
        "damaged-change-file",
        "A change file is not as a page of the handbook writes it: cut off, edited by hand, or of a newer "
        "erpsite.",
        "Ask whoever sent it to download it again; the place in it and the reason are told.",
    ),
    means(
        "other-plan",
        "A change file was made in the handbook of another plan, by the id in handbook.yml.",
        "Apply it in the folder of that plan.",
    ),
    means(
        "too-long",
        "A text or list is longer than anybody means it to be.",
        "Shorten it, or put it into several.",
    ),
    means(
        "empty-cell",
        "A cell that must have a value is empty.",
        "Write the value at the place that is named, or delete the row.",
    ),
    means(
        "empty-file",
        "The file is there, but nothing stands in it.",
        "Write what it must hold, as its example or its schema shows; a list without entries is []. A "
        "file that is not required may be deleted.",
    ),
    means(
        "file-too-large",
        "A file is larger than anything that people write, and is not read, so that a mistake cannot "
        "stop the machine.",
        "Look whether it is the right file. Raw logs do not belong into the plan: sum them up by month "
        "first.",
    ),
    means(
        "formula-cell",
        "A cell of a CSV file begins like a formula. Whoever opens the file in a spreadsheet would run it.",
        "Put an apostrophe before it, or reword the text.",
    ),
    means(
        "guessed-encoding",
        "The file is not UTF-8; it was read in the encoding in which it makes sense, such as GB18030.",
        "Nothing has to be done. Saving the file as UTF-8 makes sure that every program reads it the same.",
    ),
    means(
        "key-not-text",
        "A key of a mapping is no text: a number, a list, or nothing.",
        "Write a name before the colon, in quotation marks where it looks like a number.",
    ),
    means(
        "link-circle",
        "A folder leads back into itself by a link, or lies deeper than any folder should.",
        "Remove the link, and put the files themselves there.",
    ),
    means(
        "link-into-data",
        "A link in the folder of written pages leads to a file of the data, which would be published "
        "whole, whatever an edition hides.",
        "Place the figures of the file in a page, or copy what everybody may see.",
    ),
    means(
        "link-leads-nowhere",
        "A link leads to a file that is not there.",
        "Put the file itself in its place, or delete the link.",
    ),
    means(
        "link-leads-out",
        "A link leads out of the folder of the plan; what stands there could change without anybody "
        "noticing.",
        "Put the file itself into the plan.",
    ),
    means(
        "missing-column",
        "The first line of a CSV file does not name a column that must be there.",
        "Add the column; its name is in the message, what it holds in the reference of the file.",
    ),
    means(
        "missing-file",
        "A file without which there is no plan is missing.",
        "Make it; `erpsite new` writes the smallest one that works.",
    ),
    means(
        "more-findings",
        "One file has so many findings that the rest is not listed.",
        "Mend those that are listed, most often one cause of all, and check again.",
    ),
    means(
        "newer-format",
        "The plan was written by a newer version of erpsite than this one.",
        "Install the newer version; an older one must not read half of it.",
    ),
    means(
        "no-data-folder",
        "The folder that should hold the plan is not there, or is a file.",
        "Change into the plan's folder, name it with `--data`, or begin one with `erpsite new`.",
    ),
    means(
        "not-a-file",
        "A folder or a device has the name that a file of the plan must have.",
        "Rename it, and put the file in its place.",
    ),
    means(
        "not-a-folder",
        "A file has the name of a folder that holds one file for each record.",
        "Make a folder of that name, and put the file into it.",
    ),
    means(
        "not-text",
        "The file is no text at all; perhaps a workbook or a picture has the wrong ending.",
        "Save it as text in UTF-8, or move it out of the data folder.",
    ),
    means(
        "row-length",
        "A row of a CSV file has more or fewer cells than the first line has names, so every cell "
        "behind the fault may stand under the wrong name.",
        "Look for a comma in a text without quotation marks, or for a line break in a cell.",
    ),
    means(
        "several-documents",
        "A YAML file holds several documents, separated by ---, and only one can be read.",
        "Remove the line with ---, or make a file of each.",
    ),
    means(
        "too-deep",
        "Lists and mappings stand more levels deep than any file of a plan needs.",
        "Look for an indentation that grows by mistake.",
    ),
    means(
        "too-many-aliases",
        "Anchors and aliases of one file multiply into more values than anybody wrote.",
        "Write the values out, or share fewer of them.",
    ),
    means(
        "unknown-alias",
        "A value begins with *, which names an anchor, and there is no such anchor.",
        "Put the text in quotation marks, or correct the name of the anchor.",
    ),
    means(
        "unknown-column",
        "The first line of a CSV file names a column that the table has not; its cells are not read.",
        "Correct the name, or delete the column. The reference of the file lists all columns.",
    ),
    means(
        "unknown-file",
        "A file in the data folder is none that erpsite reads, so what it says counts for nothing.",
        "Correct its name; bring a table in with `erpsite import`; or keep it elsewhere.",
    ),
    means(
        "unreadable-file",
        "The system does not let the file be read: a missing right, or a fault of the disk.",
        "Give the user who runs erpsite the right to read it.",
    ),
    means(
        "wrong-encoding",
        "The file is not UTF-8, and what it looks like is only a guess that must not decide.",
        "Save it as UTF-8: in Excel “CSV UTF-8”, in an editor “Save with encoding”.",
    ),
    means(
        "wrong-merge",
        "The sign << merges mappings, and something else stands behind it.",
        "Let it name an anchor of a mapping, or write the keys out.",
    ),
    means(
        "yaml-syntax",
        "A line cannot be read as YAML. Most often an indentation is wrong, a quotation mark or bracket"
        " is open, or a text with a colon stands without quotation marks.",
        "Mend the line that is named or the one above it; an editor with a YAML plugin shows the place "
        "while you type.",
    ),
    means(
        "yaml-tag",
        "A value carries a tag such as !!python/…, and tags can do more than hold a value.",
        "Write the value alone, in quotation marks where it is text.",
    ),
)
