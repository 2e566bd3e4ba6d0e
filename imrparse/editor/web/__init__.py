"""A page on this machine to look at letters and to mend drafts.

    browser → guard → server → (a limited process) work → answer → browser

`guard` refuses requests from elsewhere, and sets the headers that bind the browser. `server` has
the addresses, reads requests under limits, and gives the work to limited processes (`desk`), which
call the functions of `work`. The server keeps nothing: each request brings what it needs. `running`
binds the sockets. The folder `static` holds the page.
"""
