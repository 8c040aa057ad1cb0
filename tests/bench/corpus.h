#pragma once

#include "services/base/result.h"

#include <QSet>
#include <QStringList>

#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace leadline::bench {

/// All texts that a search may find, in one buffer that is looked through from begin to end: the oracle, a
/// limit to compare with, and where the queries are drawn from.
class Corpus
{
public:
    /// Of the mirror in this folder.
    [[nodiscard]] static Result<Corpus> read(const QString &folder);

    /// Ids of the leads in which some word begins so, or which hold it anywhere.
    [[nodiscard]] QSet<QString> leadsWithBeginning(const QString &word) const;
    [[nodiscard]] QSet<QString> leadsWith(const QString &piece) const;
    /// How often it stands anywhere: one pass over all.
    [[nodiscard]] int count(const QString &piece) const;

    /// A word of letters that stands in the name of a lead or a person, folded.
    [[nodiscard]] QString word(std::mt19937_64 &random, int shortest) const;
    /// The digits of somebody's phone.
    [[nodiscard]] QString phone(std::mt19937_64 &random) const;
    /// The first texts, for peers that cannot hold them all.
    [[nodiscard]] QStringList texts(int most) const;
    [[nodiscard]] size_t bytes() const { return m_text.size(); }

private:
    [[nodiscard]] Result<Done> load(const QString &folder);
    template <typename Visit>
    void find(std::string_view piece, Visit visit) const;
    [[nodiscard]] std::string_view text(size_t index) const;
    [[nodiscard]] QStringList fieldsOf(size_t index, const char *kinds) const;
    [[nodiscard]] QString drawn(std::mt19937_64 &random, const char *kinds,
                                const std::function<QString(const QString &)> &part) const;

    std::string m_text;
    std::vector<size_t> m_starts;  ///< of each text, and the end
    std::vector<uint32_t> m_leads; ///< of each text: place in `m_ids`
    QStringList m_ids;             ///< of leads; the text of the n-th is the n-th text
};

} // namespace leadline::bench
