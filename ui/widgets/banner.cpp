#include "ui/widgets/banner.h"

#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"

#include <QAccessible>
#include <QHBoxLayout>

namespace leadline {

Banner::Banner(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new IconLabel(theme, QStringLiteral("circle-alert"), Ink::Info))
    , m_text(new TextLabel(theme, TextStyle::Secondary, Ink::Info))
    , m_row(new QHBoxLayout(this))
{
    m_text->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_row->setContentsMargins(12, 6, 8, 6);
    m_row->setSpacing(8);
    m_row->addWidget(m_icon, 0, Qt::AlignVCenter);
    m_row->addWidget(m_text, 1);
    hide();
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Banner::show(const QString &text, Tone tone)
{
    m_tone = tone;
    m_icon->setIcon(tone == Tone::Bad || tone == Tone::Warn ? QStringLiteral("triangle-alert")
                                                            : QStringLiteral("circle-alert"),
                    inkOf(tone));
    m_text->setInk(inkOf(tone));
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    update();
}

void Banner::dismiss()
{
    m_text->clear();
    hide();
}

QString Banner::text() const
{
    return m_text->text();
}

Button *Banner::addButton(const QString &objectName, const QString &text)
{
    auto *button = new Button(m_theme, Button::Kind::Outline, text);
    button->setCompact(true);
    button->setObjectName(objectName);
    m_row->addWidget(button);
    return button;
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRounded(painter, rect(), 8, m_theme.tokens().tint(m_tone));
}

} // namespace leadline
