#include "services/sandbox/rules/leadpage.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/wire/pythonjson.h"

namespace leadline::sandbox {

LeadPage::LeadPage(const Store &store, const Derive &derive, const QStringList &fields, QByteArray marker)
    : m_store(store)
    , m_derive(derive)
    , m_fields(fields)
    , m_marker(std::move(marker))
    , m_text(store, derive, fields)
{}

void LeadPage::begin()
{
    if (!m_items.isEmpty())
        m_items += ", ";
}

void LeadPage::mark()
{
    if (!m_marker.isEmpty())
        m_items.insert(m_items.size() - 1, ", " + m_marker);
}

bool LeadPage::add(const Sequence::Place &place)
{
    const Store::Untouched lead = m_store.untouched(place);
    const auto stored = lead.story ? std::nullopt : m_store.at(Kind::Lead, place);
    if (!lead.story && !stored)
        return false;
    begin();
    if (lead.story)
        m_text.append(m_items, *lead.story, lead.touched);
    else
        m_items += pythonJson(selectFields(QJsonValue(m_derive.lead(*stored, m_fields)), m_fields));
    mark();
    return true;
}

void LeadPage::addText(const QByteArray &object)
{
    begin();
    m_items += object;
}

} // namespace leadline::sandbox
