#include "services/sandbox/rules/activitywrites.h"
#include "services/sandbox/rules/notefields.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

static void read(Context &context, Fields &fields, QJsonObject &note, const Effects &effects)
{
    readNote(fields, note, context.quirks);
    fields.text(u"title"_s);
    readPinned(fields, note, effects);
    readAttachments(fields, context.store, {u"url"_s, u"filename"_s, u"content_type"_s});
}

Reply createNote(Context &context, const Call &call)
{
    Effects effects(context, call);
    QJsonObject note;
    Fields fields(call.body, note, context.store, call.tzOffset);
    readCommon(fields, note);
    read(context, fields, note, effects);
    if (const auto refused = fields.reply())
        return *refused;
    note.insert("source"_L1, "api"_L1);
    return storeNew(context, call, effects, note, u"Note"_s);
}

Reply updateNote(Context &context, const Call &call, const QJsonObject &stored)
{
    Effects effects(context, call);
    QJsonObject note = stored;
    Fields fields(call.body, note, context.store, call.tzOffset);
    read(context, fields, note, effects);
    fields.reference(u"contact_id"_s, Kind::Contact);
    fields.keptMoment(u"activity_at"_s);
    if (const auto refused = fields.reply())
        return *refused;
    return storeChanged(context, call, effects, note);
}

} // namespace leadline::sandbox
