#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

namespace leadline {

/// What a result is; groups that match equally well stand in this order.
enum class SearchKind { Lead, Contact, Opportunity, Task, Note, Call, Message, Email, Meeting, Other };

/// A part of a text that matched, in UTF-16 units.
struct TextRange
{
    int start = 0;
    int length = 0;
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// A text with the parts of it that matched, in order and apart from each other.
struct MarkedText
{
    QString text;
    QList<TextRange> marks;
    friend bool operator==(const MarkedText &, const MarkedText &) = default;
};

/// One thing found. The texts are a server's: plain, never markup.
struct SearchHit
{
    SearchKind kind = SearchKind::Lead;
    LeadId leadId;
    QString objectId;   ///< of the contact, task, opportunity or activity; of the lead itself for a lead
    MarkedText title;   ///< a name or a subject; may be empty
    MarkedText snippet; ///< a piece of the text around what matched; empty if the title says it all
    QString leadName;   ///< empty for a lead
    QString status;     ///< label, for a lead
    QString place;      ///< city, for a lead
    QDateTime at;       ///< UTC; when it happened or is due; invalid = not known
};

/// The answer to one query: the best hits, those of one kind together, the best kind first.
struct SearchResults
{
    int serial = 0; ///< what `SearchService::search` returned
    QString text;   ///< as it was asked for
    QList<SearchHit> hits;
    bool isGuess = false; ///< nothing is spelled like this: the hits differ by one letter
    bool isCut = false;   ///< there are more
};

} // namespace leadline

Q_DECLARE_METATYPE(leadline::SearchHit)
