#include "ui/contactcard.h"

#include "ui/detailcards.h"
#include "ui/placetime.h"
#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace leadline {

namespace {

QUrl webUrl(const QString &text)
{
    return QUrl(text.contains(QLatin1String("://")) ? text : QStringLiteral("http://") + text);
}

} // namespace

ContactCard::ContactCard(const Theme &theme, const Contact &contact, const QList<FieldFact> &facts,
                         const QString &prefix, int firstNumber, const QDateTime &nowUtc, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_contact(contact)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 8, 10);
    column->setSpacing(2);
    addHead(column);
    setNow(nowUtc);

    int number = firstNumber;
    int index = 0;
    for (const Phone &phone : std::as_const(m_contact.phones)) {
        const QString shown = phone.formatted.isEmpty() ? phone.number : phone.formatted;
        const QStringList notes{phone.type, phone.country};
        const bool isMobile = phone.type.compare(QLatin1String("mobile"), Qt::CaseInsensitive) == 0;
        const Line line{isMobile ? QStringLiteral("smartphone") : QStringLiteral("phone"),
                        shown,
                        phone.number,
                        notes.join(QStringLiteral("  ")).trimmed(),
                        prefix + QStringLiteral("Phone%1").arg(++index),
                        tr("Log a call with %1 at %2").arg(m_contact.name, shown),
                        number <= 9 ? QString::number(number) : QString()};
        ++number;
        column->addWidget(
            makeLine(line, [this, raw = phone.number] { Q_EMIT callRequested(m_contact.id, raw); }));
    }
    index = 0;
    for (const Email &email : std::as_const(m_contact.emails)) {
        QUrl url;
        url.setScheme(QStringLiteral("mailto"));
        url.setPath(email.address);
        const QString note = email.isUnsubscribed ? tr("unsubscribed") : email.type;
        column->addWidget(makeLine({QStringLiteral("mail"),
                                    email.address,
                                    email.address,
                                    note,
                                    prefix + QStringLiteral("Email%1").arg(++index),
                                    tr("Write to %1").arg(email.address),
                                    {}},
                                   [this, url] { Q_EMIT linkActivated(url); }));
    }
    index = 0;
    for (const WebAddress &address : std::as_const(m_contact.urls)) {
        column->addWidget(makeLine({QStringLiteral("globe"),
                                    address.url,
                                    address.url,
                                    address.type,
                                    prefix + QStringLiteral("Url%1").arg(++index),
                                    tr("Open %1").arg(address.url),
                                    {}},
                                   [this, url = webUrl(address.url)] { Q_EMIT linkActivated(url); }));
    }
    if (!facts.isEmpty()) {
        auto *grid = new QGridLayout;
        grid->setContentsMargins(26, 6, 6, 2); // under the icons
        fillFieldGrid(grid, theme, facts, prefix + QStringLiteral("Field"));
        column->addLayout(grid);
    }
}

void ContactCard::addHead(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->setContentsMargins(0, 0, 6, 2);
    const QString name = m_contact.displayName.isEmpty() ? m_contact.name : m_contact.displayName;
    auto *nameLabel =
        new TextLabel(m_theme, TextStyle::BodyStrong, Ink::Text, name.isEmpty() ? tr("No name") : name);
    nameLabel->setElided(true);
    row->addWidget(nameLabel);
    auto *title = new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, m_contact.title);
    title->setElided(true);
    row->addWidget(title, 1);
    if (!m_contact.timeZone.isEmpty()) {
        m_timeIcon = new IconLabel(m_theme, QStringLiteral("clock"), Ink::Muted, 14);
        m_time = new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted);
        row->addWidget(m_timeIcon);
        row->addWidget(m_time);
    }
    column->addLayout(row);
    if (m_contact.phones.isEmpty() && m_contact.emails.isEmpty())
        column->addWidget(
            new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, tr("No number and no e-mail")));
}

void ContactCard::setNow(const QDateTime &nowUtc)
{
    if (m_time == nullptr)
        return;
    const PlaceTime time = placeTime(m_contact.timeZone, nowUtc);
    m_timeIcon->setIcon(time.icon, inkOf(time.tone));
    m_time->setText(time.there);
}

QWidget *ContactCard::makeLine(const Line &line, const std::function<void()> &activated)
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    if (line.key.isEmpty())
        row->addSpacing(26); // as wide as a key and its gap
    else
        row->addWidget(new KeyCap(m_theme, line.key));
    row->addWidget(new IconLabel(m_theme, line.icon, Ink::Muted, 16));
    auto *value = named(new Button(m_theme, Button::Kind::Link, line.text), line.name, line.spoken);
    value->setInk(Ink::Text);
    value->setCopyText(line.copyText);
    row->addWidget(value);
    if (!line.note.isEmpty()) {
        auto *note = new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, line.note);
        note->setElided(true);
        row->addWidget(note);
    }
    row->addStretch(1);
    auto *copy = named(new Button(m_theme, Button::Kind::Ghost, {}, QStringLiteral("copy")),
                       line.name + QStringLiteral("Copy"), tr("Copy %1").arg(line.text));
    copy->setCompact(true);
    copy->setCopyText(line.copyText);
    row->addWidget(copy);
    connect(value, &QPushButton::clicked, this, activated);
    connect(copy, &QPushButton::clicked, this, [this, text = line.copyText] { Q_EMIT copyRequested(text); });
    return box;
}

void ContactCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRounded(painter, rect(), 10, m_theme.tokens().surface, m_theme.tokens().line);
}

} // namespace leadline
