#include "ui/detailcards.h"

#include "ui/leadfacts.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/named.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/textlabel.h"

#include <QCoreApplication>
#include <QGridLayout>

namespace leadline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DetailCards", text);
}

QVBoxLayout *cardColumn(QWidget *card)
{
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(14, 8, 14, 8);
    column->setSpacing(0);
    return column;
}

QHBoxLayout *cardRow(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->setContentsMargins(0, 5, 0, 5);
    column->addLayout(row);
    return row;
}

QString taskIcon(const QString &type)
{
    if (type.contains(QLatin1String("call")) || type == QLatin1String("voicemail"))
        return QStringLiteral("phone");
    if (type.contains(QLatin1String("email")))
        return QStringLiteral("mail");
    if (type.contains(QLatin1String("sms")))
        return QStringLiteral("message-square");
    return QStringLiteral("file-text");
}

} // namespace

QWidget *makeTaskCard(const Theme &theme, const Lead &lead, const QDateTime &nowUtc)
{
    if (lead.tasks.isEmpty())
        return nullptr;
    auto *card = new Surface(theme, Surface::Kind::Card);
    QVBoxLayout *const column = cardColumn(card);
    for (const Task &task : lead.tasks) {
        QHBoxLayout *const row = cardRow(column);
        const DueText due = dueText(task, nowUtc);
        row->addWidget(new IconLabel(theme, QStringLiteral("circle"), Ink::Faint, 16));
        row->addWidget(new IconLabel(theme, taskIcon(task.type), Ink::Muted, 16));
        auto *text =
            new TextLabel(theme, TextStyle::Body, Ink::Text, task.text.isEmpty() ? task.type : task.text);
        text->setElided(true);
        row->addWidget(text, 1);
        if (!task.assignedToName.isEmpty())
            row->addWidget(new TextLabel(theme, TextStyle::Secondary, Ink::Muted, task.assignedToName));
        row->addWidget(new TextLabel(theme, TextStyle::Secondary,
                                     due.tone == Tone::Neutral ? Ink::Muted : inkOf(due.tone), due.text));
    }
    return card;
}

QWidget *makeOpportunityCard(const Theme &theme, const Lead &lead)
{
    if (lead.opportunities.isEmpty())
        return nullptr;
    auto *card = new Surface(theme, Surface::Kind::Card);
    QVBoxLayout *const column = cardColumn(card);
    for (const Opportunity &deal : lead.opportunities) {
        QHBoxLayout *const row = cardRow(column);
        row->addWidget(new TextLabel(theme, TextStyle::BodyStrong, Ink::Text,
                                     deal.valueFormatted.isEmpty() ? tr("No value") : deal.valueFormatted));
        auto *chip = new Chip(theme, card); // without a parent it would show as a window of its own
        chip->setChip(deal.statusLabel, toneOf(deal.outcome));
        row->addWidget(chip);
        QStringList about{deal.contactName, deal.userName};
        about.removeAll(QString());
        auto *who = new TextLabel(theme, TextStyle::Secondary, Ink::Muted, about.join(QStringLiteral(", ")));
        who->setElided(true);
        row->addWidget(who, 1);
        QStringList facts;
        if (deal.confidence > 0)
            facts << tr("%1 %").arg(deal.confidence);
        if (deal.closeDate.isValid())
            facts << tr("closes %1").arg(dateText(deal.closeDate));
        row->addWidget(
            new TextLabel(theme, TextStyle::Secondary, Ink::Muted, facts.join(QStringLiteral(" · "))));
        if (!deal.note.isEmpty()) {
            auto *note = new TextLabel(theme, TextStyle::Secondary, Ink::Muted, deal.note);
            note->setWordWrap(true);
            column->addWidget(note);
        }
    }
    return card;
}

QWidget *makeFieldCard(const Theme &theme, const Lead &lead, const OrganizationData &organization)
{
    const QList<FieldFact> facts = fieldFacts(organization.leadFields, lead.raw, organization, lead);
    if (facts.isEmpty())
        return nullptr;
    auto *card = new Surface(theme, Surface::Kind::Card);
    auto *grid = new QGridLayout(card);
    grid->setContentsMargins(14, 10, 14, 12);
    fillFieldGrid(grid, theme, facts, QStringLiteral("field"));
    return card;
}

void fillFieldGrid(QGridLayout *grid, const Theme &theme, const QList<FieldFact> &facts, const QString &prefix)
{
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    int cell = 0;
    for (const FieldFact &fact : facts) {
        auto *box = new QVBoxLayout;
        box->setSpacing(1);
        auto *label = new TextLabel(theme, TextStyle::Secondary, Ink::Muted, fact.name);
        label->setElided(true);
        box->addWidget(label);
        auto *shown = named(new TextLabel(theme, TextStyle::Body, Ink::Text, fact.text),
                            prefix + QString::number(cell + 1), fact.name + QStringLiteral(": ") + fact.text);
        shown->setWordWrap(true);
        shown->setCopyable(true);
        box->addWidget(shown);
        box->addStretch(1);
        grid->addLayout(box, cell / 2, cell % 2);
        ++cell;
    }
}

QWidget *makeAddressCard(const Theme &theme, const Lead &lead)
{
    if (lead.addresses.size() < 2)
        return nullptr;
    auto *card = new Surface(theme, Surface::Kind::Card);
    QVBoxLayout *const column = cardColumn(card);
    int index = 0;
    for (const Address &address : lead.addresses) {
        QHBoxLayout *const row = cardRow(column);
        const QString text = addressText(address);
        row->addWidget(new IconLabel(theme, QStringLiteral("map-pin"), Ink::Muted, 16));
        auto *shown = named(new TextLabel(theme, TextStyle::Body, Ink::Text, text),
                            QStringLiteral("address%1").arg(++index), tr("Address: %1").arg(text));
        shown->setWordWrap(true);
        shown->setCopyable(true);
        row->addWidget(shown, 1);
        row->addWidget(new TextLabel(theme, TextStyle::Secondary, Ink::Muted, address.label));
    }
    return card;
}

} // namespace leadline
