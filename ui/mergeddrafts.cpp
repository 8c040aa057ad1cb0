#include "ui/mergeddrafts.h"

namespace leadline {

namespace {

void append(QString &text, const QString &further)
{
    if (!text.isEmpty() && !further.isEmpty())
        text += QStringLiteral("\n\n");
    text += further;
}

} // namespace

Drafts onSurvivor(Drafts drafts, const LeadId &gone, const LeadId &survivor)
{
    CallDrafts calls;
    for (auto it = drafts.calls.cbegin(); it != drafts.calls.cend(); ++it) {
        if (it.key().first != gone)
            calls.insert(it.key(), *it);
    }
    for (auto it = drafts.calls.cbegin(); it != drafts.calls.cend(); ++it) {
        if (it.key().first != gone)
            continue;
        CallDraft moved = *it;
        moved.leadId = survivor;
        if (const auto there = calls.constFind({survivor, moved.key()}); there != calls.cend()) {
            CallDraft both = moved.hasTypedText() ? moved : *there;
            both.note = there->note;
            append(both.note, moved.note);
            if (both.duration.isEmpty())
                both.duration = there->duration;
            both.isOpen = moved.isOpen || there->isOpen;
            moved = both;
        }
        calls.insert({survivor, moved.key()}, moved);
    }
    drafts.calls = calls;

    if (const auto left = drafts.descriptions.take(gone); !left.text.isEmpty()) {
        FieldDraft &there = drafts.descriptions[survivor];
        append(there.text, left.text);
        there.isOpen = there.isOpen || left.isOpen;
    }
    return drafts;
}

} // namespace leadline
