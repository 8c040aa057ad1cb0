#include "ui/timelinefilter.h"

#include "ui/icontoggle.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

namespace leadline {

TimelineFilter::TimelineFilter(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_all(new IconToggle(theme, QStringLiteral("list-filter"), tr("Show everything"), this))
{
    const struct
    {
        QString name;
        QString icon;
        QString words;
        QSet<ActivityKind> kinds;
    } kinds[] = {
        {QStringLiteral("showCalls"), QStringLiteral("phone"), tr("Show calls"), {ActivityKind::Call}},
        {QStringLiteral("showMessages"),
         QStringLiteral("message-square"),
         tr("Show SMS and WhatsApp"),
         {ActivityKind::Sms, ActivityKind::WhatsApp}},
        {QStringLiteral("showEmails"),
         QStringLiteral("mail"),
         tr("Show e-mails"),
         {ActivityKind::Email, ActivityKind::EmailThread}},
        {QStringLiteral("showNotes"), QStringLiteral("sticky-note"), tr("Show notes"), {ActivityKind::Note}},
        {QStringLiteral("showTasks"),
         QStringLiteral("square-check"),
         tr("Show completed tasks"),
         {ActivityKind::TaskCompleted}},
    };
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (const auto &kind : kinds) {
        auto *toggle = new IconToggle(theme, kind.icon, kind.words, this);
        toggle->setObjectName(kind.name);
        connect(toggle, &IconToggle::toggled, this, &TimelineFilter::onToggled);
        row->addWidget(toggle);
        m_choices.append({toggle, kind.kinds});
    }
    m_all->setObjectName(QStringLiteral("showAll"));
    m_all->setChecked(true);
    connect(m_all, &IconToggle::clicked, this, &TimelineFilter::clear);
    row->addWidget(m_all);
}

QSet<ActivityKind> TimelineFilter::kinds() const
{
    QSet<ActivityKind> all;
    for (const Choice &choice : m_choices) {
        if (choice.toggle->isChecked())
            all |= choice.kinds;
    }
    return all;
}

void TimelineFilter::clear()
{
    for (const Choice &choice : std::as_const(m_choices)) {
        const QSignalBlocker once(choice.toggle);
        choice.toggle->setChecked(false);
        choice.toggle->update();
    }
    onToggled();
}

void TimelineFilter::onToggled()
{
    m_all->setChecked(kinds().isEmpty());
    Q_EMIT changed();
}

} // namespace leadline
