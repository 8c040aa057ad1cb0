#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>
#include <vector>

namespace leadline {

/// A custom field with one of its values, as a number that stands in files and must never change.
using Facet = quint64;

/// Case, accents and runs of blanks do not count.
[[nodiscard]] Facet facetOf(const QString &fieldId, const QString &value);

/// Gathers the facets of one lead: each value of a custom field, and each word of a text of several words, so
/// that the list can be filtered by them. Numbers come as Close writes them.
class FacetSet
{
public:
    void add(std::string_view fieldId, std::string_view value);
    /// Eight bytes for each, at most 64 of them, as they stand in the file.
    [[nodiscard]] QByteArray packed() const;

private:
    std::vector<Facet> m_facets;
};

/// As `FacetSet::packed` holds it.
[[nodiscard]] QByteArray packedFacet(Facet facet);
[[nodiscard]] bool hasFacet(const QByteArray &facets, Facet facet);

} // namespace leadline
