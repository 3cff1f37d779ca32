"""Say what the page says of a request on the forge, in the reader's language."""

from __future__ import annotations

from erpsite.i18n import Translator

__all__ = ["request_words"]


def request_words(tr: Translator) -> dict[str, str]:
    """Return every text of the request by the name under which the script asks for it."""
    return {**_steps(tr), **_scopes(tr), **_troubles(tr), **_sentences(tr)}


def _steps(tr: Translator) -> dict[str, str]:
    return {
        "req_title": tr("Send as a request to {repository}"),
        "req_what": tr(
            "For this the page talks to {address}, when you press the button and to nobody else. Before "
            "anything is sent you see what it becomes, and whether the plan has changed there meanwhile."
        ),
        "req_token": tr("Your access token"),
        "req_keep": tr("Keep it until this tab is closed; else it is forgotten with this page"),
        "req_need_token": tr("The forge asks for an access token of yours; paste it here."),
        "req_look": tr("See what would be sent"),
        "req_busy": tr("Asking {address} …"),
        "req_look_at": tr("This would be sent; look at it, then press the button below it."),
        "req_send": tr("Send the request"),
        "req_extend": tr("Add to the request"),
        "req_open": tr("Your request {number} is open already; this is added to it:"),
        "req_lines": tr("The request changes these lines and no others; files: {n}."),
        "req_file": tr(
            "What is new, long or taken out goes as a change file into {folder}/; the forge's own job "
            "makes the changed lines of it."
        ),
        "req_already": tr("{n} of your changes are there already and are not sent again."),
        "req_already_all": tr("All of this is there already; there is nothing to send."),
        "req_clashes": tr("{n} values were changed by others meanwhile. Decide on each, then look again."),
        "req_clash": tr("On {branch} this is now {now}; you made {new} of {old}."),
        "req_sent": tr("Sent: request {number}. Whoever looks after the plan decides on it."),
        "req_forget": tr("Forget these changes here; they are in the request"),
    }  # fmt: skip


def _scopes(tr: Translator) -> dict[str, str]:
    return {
        "req_scope_github": tr(
            "A fine-grained token for the repository {repository} alone, with “Contents” and “Pull "
            "requests” as “Read and write”, and a few days to live."
        ),
        "req_scope_gitlab": tr(
            "A personal token with the scope “api” – GitLab has none that is smaller for this – or a "
            "token of the project {repository} with the role Developer, and a few days to live."
        ),
        "req_scope_gitea": tr(
            "A token with “repository: read and write” and “user: read”, best of an account that reaches "
            "{repository} alone."
        ),
        "req_scope_forgejo": tr(
            "A token with “repository: read and write” and “user: read”, best of an account that reaches "
            "{repository} alone."
        ),
    }


def _troubles(tr: Translator) -> dict[str, str]:
    return {
        "req_network": tr(
            "{address} cannot be reached: you are offline, it does not let pages ask (CORS), or the "
            "policy of this site does not name it."
        ),
        "req_token_bad": tr(
            "The forge does not take the token ({words}): it has expired, or a letter is missing. Make a "
            "new one."
        ),
        "req_rights": tr(
            "The token does not reach {repository}, or may not write there ({words}). Ask whoever looks "
            "after it."
        ),
        "req_moved": tr(
            "Somebody changed the branch at this moment ({words}). Look again; nothing was overwritten."
        ),
        "req_refused": tr("The forge refused it: {words}"),
        "req_page": tr("A part of this page could not be loaded. Are you connected?"),
        "req_left": tr(
            "The branch {branch} holds your changes already; press again to open the request for it."
        ),
        "req_kept": tr(
            "Nothing is lost: your changes stay here, and you can save the change file above and mail it."
        ),
    }


def _sentences(tr: Translator) -> dict[str, str]:
    return {
        "req_moves": tr("The {kind} “{name}” moves from {old} to {new}."),
        "req_field_moves": tr("{what}: {field} moves from {old} to {new}."),
        "req_goes": tr("{what}: {field} goes from {old} to {new}."),
        "req_now": tr("{what}: {field} is now {new}."),
        "req_out": tr("{what}: {field} is taken out; it was {old}."),
        "req_gone": tr("{what} is taken out."),
        "req_added": tr("{what} is added."),
        "req_thing": tr("{kind} “{name}”"),
        "req_of": tr("{inner} ({outer})"),
        "req_quoted": tr("“{text}”"),
        "req_more": tr("{sentence} (and {n} more)"),
        "req_by": tr("Edited in the page by {name}, {when}."),
        "req_file_note": tr("The change file is turned into changed lines by the workflow for change files."),
    }
