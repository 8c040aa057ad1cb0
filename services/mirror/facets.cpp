#include "services/mirror/facets.h"

#include "services/mirror/folding.h"

#include <QtEndian>

#include <algorithm>

namespace leadline {

namespace {

constexpr size_t mostFacets = 64;
constexpr size_t longestValue = 200; ///< bytes; a longer text is nothing one filters by
constexpr std::ptrdiff_t mostWords = 8;
constexpr quint64 prime = 0x100000001b3ULL;

/// FNV-1a: short, quick, and the same everywhere.
quint64 hashed(std::string_view bytes, quint64 start)
{
    quint64 hash = start;
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
    return hash;
}

Facet facetOfFolded(std::string_view fieldId, std::string_view folded)
{
    const quint64 field = hashed(fieldId, 0xcbf29ce484222325ULL);
    return hashed(folded, (field ^ 0xff) * prime); // no UTF-8 text holds that byte
}

} // namespace

Facet facetOf(const QString &fieldId, const QString &value)
{
    return facetOfFolded(fieldId.toStdString(), foldedUtf8(value.toStdString()));
}

void FacetSet::add(std::string_view fieldId, std::string_view value)
{
    if (value.empty() || value.size() > longestValue)
        return;
    const std::string folded = foldedUtf8(value);
    m_facets.push_back(facetOfFolded(fieldId, folded));
    const auto blanks = std::count(folded.begin(), folded.end(), ' ');
    if (blanks < 1 || blanks >= mostWords)
        return;
    for (std::string_view rest = folded; !rest.empty();) {
        const size_t end = std::min(rest.find(' '), rest.size());
        m_facets.push_back(facetOfFolded(fieldId, rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

QByteArray FacetSet::packed() const
{
    std::vector<Facet> sorted = m_facets;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    sorted.resize(std::min(sorted.size(), mostFacets));
    QByteArray bytes;
    for (const Facet facet : sorted)
        bytes += packedFacet(facet);
    return bytes;
}

QByteArray packedFacet(Facet facet)
{
    QByteArray bytes(sizeof facet, Qt::Uninitialized);
    qToLittleEndian(facet, bytes.data());
    return bytes;
}

bool hasFacet(const QByteArray &facets, Facet facet)
{
    for (qsizetype at = 0; at + qsizetype(sizeof facet) <= facets.size(); at += sizeof facet) {
        if (qFromLittleEndian<Facet>(facets.constData() + at) == facet)
            return true;
    }
    return false;
}

} // namespace leadline
