#include "services/search/candidates.h"

#include "services/search/leadlines.h"

namespace leadline {

namespace {

constexpr qsizetype mostContacts = 4; ///< a domain is that of everyone at the company

SearchKind kindOf(const QString &kind)
{
    static const std::pair<QLatin1String, SearchKind> kinds[] = {
        {QLatin1String("task"), SearchKind::Task},
        {QLatin1String("opportunity"), SearchKind::Opportunity},
        {QLatin1String("note"), SearchKind::Note},
        {QLatin1String("call"), SearchKind::Call},
        {QLatin1String("sms"), SearchKind::Message},
        {QLatin1String("whatsapp"), SearchKind::Message},
        {QLatin1String("email"), SearchKind::Email},
        {QLatin1String("email_thread"), SearchKind::Email},
        {QLatin1String("meeting"), SearchKind::Meeting},
    };
    for (const auto &[name, found] : kinds) {
        if (name == kind)
            return found;
    }
    return SearchKind::Other;
}

SearchCandidate candidate(SearchKind kind, MatchQuality quality, int contact = -1)
{
    SearchCandidate made;
    made.kind = kind;
    made.quality = quality;
    made.contact = contact;
    return made;
}

} // namespace

QList<SearchCandidate> leadCandidates(const QString &searchText, const Matcher &matcher, MatchQuality worst)
{
    const LeadLines lead = leadLines(searchText);
    const MatchQuality own = matcher.quality(lead.name, lead.text);
    QList<SearchCandidate> found;
    QString everything = lead.text;
    for (qsizetype i = 0; i < lead.contacts.size(); ++i) {
        const LeadLines::Person &person = lead.contacts[i];
        everything += QLatin1Char('\n') + person.name + QLatin1Char('\n') + person.text;
        if (found.size() >= mostContacts)
            continue;
        MatchQuality quality = matcher.quality(person.name, person.text);
        if (quality < worst && own < worst) // a person and where she works
            quality = matcher.quality(person.name, person.text + QLatin1Char('\n') + lead.name);
        if (quality >= worst)
            found << candidate(SearchKind::Contact, quality, static_cast<int>(i));
    }
    if (own >= worst)
        found << candidate(SearchKind::Lead, own);
    else if (found.isEmpty() && matcher.quality(lead.name, everything) >= worst) // something of each
        found << candidate(SearchKind::Lead, std::max(worst, MatchQuality::TextBegins));
    return found;
}

QList<SearchCandidate> itemCandidates(const QString &kind, const QString &searchText, const Matcher &matcher,
                                      MatchQuality worst)
{
    const MatchQuality quality = matcher.quality({}, plainLines(searchText));
    if (quality < worst)
        return {};
    return {candidate(kindOf(kind), quality)};
}

} // namespace leadline
