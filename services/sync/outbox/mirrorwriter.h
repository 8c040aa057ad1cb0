#pragma once

#include "services/close/objectapi.h"
#include "services/mirror/mirror.h"

namespace leadline {

/// Puts what Close answered into the mirror before the command leaves the outbox, so that no row disappears
/// in between. Contacts, tasks and opportunities stand inside their lead, which is read again for them: its
/// dates and sums have changed too.
class MirrorWriter
{
public:
    MirrorWriter(ObjectApi &api, Mirror &mirror);

    /// `then` is called once the mirror has committed, or with why it could not; never, if the mirror goes
    /// away first.
    void stored(const LeadId &lead, const ObjectRef &ref, const QJsonObject &object, Mirror::Then then);
    void removed(const LeadId &lead, const ObjectRef &ref, Mirror::Then then);

private:
    ObjectApi &m_api;
    Mirror &m_mirror;
};

} // namespace leadline
