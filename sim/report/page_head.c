/* What every page begins with. */
#include "sim/report/page_inside.h"

void
page_head(const struct page_head *h, GString *out)
{
    markup(out,
           "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
           "<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, "
           "initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n"
           "<meta name=\"generator\" content=\"mtsim %s\">\n"
           "<link rel=\"icon\" href=\"data:,\">\n"
           "<title>%s</title>\n<style>\n",
           h->version, h->title);
    for (unsigned i = 0; page_style[i]; i++)
        g_string_append(out, page_style[i]);
    g_string_append(out, h->style);
    markup(out,
           "</style>\n</head>\n<body>\n"
           "<a class=\"skip\" href=\"#main\">Skip to the %s</a>\n"
           "<header>\n<h1>%s</h1>\n",
           h->skip_to, h->title);
}
