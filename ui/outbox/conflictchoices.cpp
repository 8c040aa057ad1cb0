#include "ui/outbox/conflictchoices.h"

#include "ui/text/commandtext.h"
#include "ui/widgets/button.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace leadline {

ConflictChoices::ConflictChoices(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(12);
}

void ConflictChoices::setConflicts(const QList<FieldConflict> &conflicts,
                                   const OrganizationData &organization)
{
    while (QLayoutItem *item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_choices.clear();
    m_count = conflicts.size();
    for (qsizetype i = 0; i < conflicts.size(); ++i)
        addConflict(conflicts[i], organization, int(i) + 1);
    setVisible(m_count > 0);
}

void ConflictChoices::addConflict(const FieldConflict &conflict, const OrganizationData &organization,
                                  int number)
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    const QString name = fieldName(conflict.key, organization);
    const auto value = [&](const QJsonValue &which) { return fieldValue(conflict.key, which, organization); };
    column->addWidget(new TextLabel(m_theme, TextStyle::BodyStrong, Ink::Text, name));
    auto *before =
        new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, tr("It was: %1").arg(value(conflict.base)));
    before->setWordWrap(true);
    column->addWidget(before);

    auto *group = new QButtonGroup(box);
    const auto addChoice = [&](const QString &objectName, const QString &button, const QString &what,
                               ConflictChoice choice) {
        auto *row = new QHBoxLayout;
        row->setSpacing(10);
        auto *pick = named(new Button(m_theme, Button::Kind::Choice, button),
                           objectName + QString::number(number), tr("%1: %2, %3").arg(name, button, what));
        pick->setCheckable(true);
        pick->setCompact(true);
        pick->setFixedWidth(116);
        group->addButton(pick);
        row->addWidget(pick, 0, Qt::AlignTop);
        auto *text = new TextLabel(m_theme, TextStyle::Body, Ink::Text, what);
        text->setWordWrap(true);
        row->addWidget(text, 1);
        column->addLayout(row);
        connect(pick, &QPushButton::clicked, this, [this, key = conflict.key, choice] {
            m_choices.insert(key, choice);
            Q_EMIT changed();
        });
    };
    addChoice(QStringLiteral("keepMine"), tr("Keep mine"), value(conflict.mine), ConflictChoice::KeepMine);
    addChoice(QStringLiteral("keepTheirs"), tr("Keep Close's"), value(conflict.theirs),
              ConflictChoice::KeepTheirs);
    m_column->addWidget(box);
}

} // namespace leadline
