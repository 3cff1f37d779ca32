"""Make addresses of pages that also lead there from outside the site."""

from __future__ import annotations

from erpsite.pages.kit.links import Addresses
from erpsite.pages.reviews.announcement.forms import LinkTo

__all__ = ["site_links"]


def site_links(base: str, *, directory_urls: bool = True) -> LinkTo:
    """Return the function that gives a page's URL below `base`; an empty base makes it relative.

    `base` is the address of one language's site, such as `https://erp.example.org/handbook/zh/`.
    """
    addresses = Addresses(directory_urls)
    root = f"{base.rstrip('/')}/" if base else ""

    def link(path: str, anchor: str) -> str:
        file = path if "." in path.rpartition("/")[2] else addresses.file_of(path)
        if directory_urls:
            file = file.removesuffix("index.html")
        mark = f"#{anchor}" if anchor else ""
        return f"{root}{file}{mark}" or "./"

    return link
