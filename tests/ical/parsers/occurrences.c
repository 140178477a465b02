/* Prints what libical makes of a feed on stdin: a line "uid start end" for each component,
   in Unix seconds. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    size_t size = 0, room = 1 << 24;
    char *text = malloc(room);
    size = fread(text, 1, room - 1, stdin);
    text[size] = 0;
    icalcomponent *root = icalparser_parse_string(text);
    if (!root || icalcomponent_count_errors(root) || !icalrestriction_check(root)) {
        fprintf(stderr, "refused: %s\n", root ? icalcomponent_as_ical_string(root) : "no calendar");
        return 1;
    }
    icalcomponent_kind kinds[] = {ICAL_VEVENT_COMPONENT, ICAL_VTODO_COMPONENT};
    for (int k = 0; k < 2; k++)
        for (icalcomponent *c = icalcomponent_get_first_component(root, kinds[k]); c;
             c = icalcomponent_get_next_component(root, kinds[k])) {
            struct icaltimetype start = k ? icalcomponent_get_due(c) : icalcomponent_get_dtstart(c);
            struct icaltimetype end = k ? start : icalcomponent_get_dtend(c);
            printf("%s %ld %ld\n", icalcomponent_get_uid(c),
                   (long)icaltime_as_timet_with_zone(start, start.zone),
                   (long)icaltime_as_timet_with_zone(end, end.zone));
        }
    return 0;
}
