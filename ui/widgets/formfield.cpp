#include "ui/widgets/formfield.h"

#include "ui/widgets/textlabel.h"

#include <QStyle>
#include <QVBoxLayout>

namespace leadline {

FormField::FormField(const Theme &theme, const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_error(new TextLabel(theme, TextStyle::Secondary, Ink::Bad))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *caption = new TextLabel(theme, TextStyle::Secondary, Ink::Muted, label);
    caption->setBuddy(editor);
    column->addWidget(caption);
    column->addWidget(editor, 1);
    m_error->setObjectName(editor->objectName() + QStringLiteral("Error"));
    m_error->setWordWrap(true);
    m_error->hide();
    column->addWidget(m_error);
}

void FormField::setError(const QString &text)
{
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
    m_editor->setProperty("invalid", !text.isEmpty());
    m_editor->setAccessibleDescription(text);
    m_editor->style()->unpolish(m_editor); // the style sheet looks at the property anew
    m_editor->style()->polish(m_editor);
}

QString FormField::error() const
{
    return m_error->text();
}

} // namespace leadline
