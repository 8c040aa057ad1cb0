#pragma once

#include "models/timelinemodel.h"
#include "ui/text/activitytext.h"
#include "ui/text/richtext.h"
#include "ui/text/timelineactions.h"

#include <QModelIndex>
#include <QRect>

#include <memory>

namespace leadline {

/// One entry of the timeline laid out for one width: words, document and places, made once and painted often.
/// Places are relative to the top left of the entry, below its section head.
struct TimelineRow
{
    struct Place
    {
        QString text;
        Tone tone = Tone::Neutral;
        QRect rect;
    };
    struct Link
    {
        TimelineAction action = TimelineAction::Expand;
        QString text;
        QRect rect;
    };
    ActivityText text;
    SyncText sync;
    QString time;
    Place title;
    Place fact;
    QList<Place> chips;
    QString reason;
    QRect reasonRect;
    std::unique_ptr<InertDocument> body;
    QRect bodyRect; ///< what is shown of the body
    QList<Link> links;
    int height = 0;
};

/// What a row is made from; equal ingredients make equal rows.
struct TimelineRowKey
{
    QString id; ///< of the activity, or of the command with a sign in front
    QDateTime updated;
    QString contactName;
    QString draft; ///< what may change in a row that is not in Close yet
    SyncState state = SyncState::Synced;
    int width = 0;
    bool isExpanded = false;
    bool isDark = false;
    friend bool operator==(const TimelineRowKey &, const TimelineRowKey &) = default;
};

/// Lays out one entry. Pure but for fonts and colours.
class TimelineRowBuilder final
{
public:
    TimelineRowBuilder(const Theme &theme, int width) : m_theme(theme), m_width(width) {}
    [[nodiscard]] std::unique_ptr<TimelineRow> build(const QModelIndex &index, bool isExpanded);

private:
    void placeTitleLine(TimelineRow &row);
    void placeChip(TimelineRow &row, const QString &text, Tone tone);
    void placeReason(TimelineRow &row);
    void placeBody(TimelineRow &row, bool isExpanded);
    void placeLinks(TimelineRow &row, const QList<TimelineActionText> &actions);
    void placeLink(TimelineRow &row, TimelineAction action, const QString &text);

    const Theme &m_theme;
    int m_width;
    int m_x = 0; ///< where the next word of the line goes
    int m_y = 0; ///< top of the line
};

} // namespace leadline
