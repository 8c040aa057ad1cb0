#include "services/mirror/leadinquiry.h"

namespace leadline {

LeadInquiry &LeadInquiry::operator=(LeadInquiry &&other) noexcept
{
    drop();
    m_isWanted = std::move(other.m_isWanted);
    return *this;
}

void LeadInquiry::drop()
{
    if (m_isWanted)
        *m_isWanted = false;
    m_isWanted.reset();
}

} // namespace leadline
