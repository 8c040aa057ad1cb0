#include "ui/emptystate.h"

#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"

#include <QVBoxLayout>

namespace leadline {

EmptyState::EmptyState(const Theme &theme, const QString &buttonName, QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel(theme, QStringLiteral("inbox"), Ink::Faint, 28, this))
    , m_title(new TextLabel(theme, TextStyle::BodyStrong, Ink::Text, {}, this))
    , m_hint(new TextLabel(theme, TextStyle::Secondary, Ink::Muted, {}, this))
    , m_button(new Button(theme, Button::Kind::Outline, {}, {}, this))
{
    m_button->setObjectName(buttonName);
    m_button->setAccessibleName(tr("Go on"));
    m_title->setAlignment(Qt::AlignCenter);
    m_hint->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_icon->setFixedSize(28, 28);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(32, 24, 32, 24);
    column->setSpacing(0);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(12);
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(m_hint);
    column->addSpacing(16);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_button, &Button::clicked, this, &EmptyState::buttonClicked);
}

void EmptyState::show(const QString &icon, const QString &title, const QString &hint, const QString &button)
{
    m_icon->setIcon(icon, Ink::Faint);
    m_title->setText(title);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_button->setVisible(!button.isEmpty());
    if (!button.isEmpty()) {
        m_button->setText(button);
        m_button->setAccessibleName(button);
    }
    setAccessibleName(title);
    setAccessibleDescription(hint);
}

QString EmptyState::title() const
{
    return m_title->text();
}

QString EmptyState::buttonText() const
{
    return m_button->isHidden() ? QString() : m_button->text();
}

} // namespace leadline
