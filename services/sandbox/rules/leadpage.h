#pragma once

#include "services/sandbox/rules/leadtext.h"

namespace leadline::sandbox {

/// Leads of a list as text, in the quick way where a lead is as it was generated, by way of `Derive::lead`
/// where something of it was written since.
class LeadPage
{
public:
    /// `fields` as in LeadText. `marker` is added to every object: `"key": "value"`, or nothing.
    LeadPage(const Store &store, const Derive &derive, const QStringList &fields, QByteArray marker = {});

    /// False when the lead was deleted since the order was made.
    bool add(const Sequence::Place &place);
    void addText(const QByteArray &object); ///< one more, written elsewhere
    [[nodiscard]] const QByteArray &items() const { return m_items; }

private:
    void begin();
    void mark();

    const Store &m_store;
    const Derive &m_derive;
    const QStringList m_fields;
    const QByteArray m_marker;
    LeadText m_text;
    QByteArray m_items;
};

} // namespace leadline::sandbox
