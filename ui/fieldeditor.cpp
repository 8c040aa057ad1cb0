#include "ui/fieldeditor.h"

#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace leadline {

FieldEditor::FieldEditor(const Theme &theme, const QString &name, const QString &label, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_label(label)
{
    named(this, name + QStringLiteral("Field"), label);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_shown = makeShown(name);
    m_editor = makeEditor(name);
    column->addWidget(m_shown);
    column->addWidget(m_editor);
    show();
}

QWidget *FieldEditor::makeShown(const QString &name)
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_text =
        named(new TextLabel(m_theme, TextStyle::Body, Ink::Text), name + QStringLiteral("Text"), m_label);
    m_text->setWordWrap(true);
    m_text->setCopyable(true);
    row->addWidget(m_text, 1);
    m_editButton = named(new Button(m_theme, Button::Kind::Ghost, tr("Edit")),
                         name + QStringLiteral("EditButton"), tr("Edit: %1").arg(m_label));
    m_editButton->setCompact(true);
    row->addWidget(m_editButton, 0, Qt::AlignTop);
    connect(m_editButton, &QPushButton::clicked, this, &FieldEditor::beginEdit);
    return box;
}

QWidget *FieldEditor::makeEditor(const QString &name)
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_edit = named(new QPlainTextEdit, name + QStringLiteral("Edit"), m_label);
    m_edit->setTabChangesFocus(true);
    m_edit->setFixedHeight(m_edit->fontMetrics().lineSpacing() * 5 + 16);
    m_edit->installEventFilter(this);
    column->addWidget(m_edit);

    m_marker = named(new QWidget, name + QStringLiteral("Marker"), {});
    auto *markerRow = new QHBoxLayout(m_marker);
    markerRow->setContentsMargins(0, 0, 0, 0);
    markerRow->setSpacing(8);
    markerRow->addWidget(new IconLabel(m_theme, QStringLiteral("refresh-cw"), Ink::Warn, 14), 0,
                         Qt::AlignTop);
    m_theirs =
        named(new TextLabel(m_theme, TextStyle::Secondary, Ink::Warn), name + QStringLiteral("Theirs"), {});
    m_theirs->setWordWrap(true);
    markerRow->addWidget(m_theirs, 1);
    const auto addMarkerButton = [&](const QString &suffix, const QString &text,
                                     void (FieldEditor::*does)()) {
        auto *button = named(new Button(m_theme, Button::Kind::Outline, text), name + suffix, text);
        button->setCompact(true);
        markerRow->addWidget(button, 0, Qt::AlignTop);
        connect(button, &QPushButton::clicked, this, does);
    };
    addMarkerButton(QStringLiteral("TakeTheirsButton"), tr("Take theirs"), &FieldEditor::takeTheirs);
    addMarkerButton(QStringLiteral("KeepMineButton"), tr("Keep mine"), &FieldEditor::keepMine);
    column->addWidget(m_marker);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *saveButton = named(new Button(m_theme, Button::Kind::Primary, tr("Save")),
                             name + QStringLiteral("SaveButton"), tr("Save: %1").arg(m_label));
    saveButton->setKeyHint(QStringLiteral("Ctrl+Enter"));
    auto *cancelButton = named(new Button(m_theme, Button::Kind::Outline, tr("Cancel")),
                               name + QStringLiteral("CancelButton"), tr("Cancel: %1").arg(m_label));
    cancelButton->setKeyHint(QStringLiteral("Esc"));
    row->addWidget(saveButton);
    row->addWidget(cancelButton);
    row->addStretch(1);
    column->addLayout(row);
    connect(saveButton, &QPushButton::clicked, this, &FieldEditor::save);
    connect(cancelButton, &QPushButton::clicked, this, &FieldEditor::cancelEdit);
    return box;
}

void FieldEditor::setValue(const QString &value)
{
    m_value = value;
    show();
}

void FieldEditor::beginEdit()
{
    if (m_isEditing)
        return;
    m_isEditing = true;
    m_base = m_value;
    m_edit->setPlainText(m_value);
    m_edit->moveCursor(QTextCursor::End);
    show();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::cancelEdit()
{
    if (m_isEditing)
        closeEditor();
}

void FieldEditor::save()
{
    const QString base = m_base;
    const QString wanted = m_edit->toPlainText();
    closeEditor();
    if (wanted != base)
        Q_EMIT changeRequested(base, wanted);
}

void FieldEditor::keepMine()
{
    m_base = m_value; // seen and decided: no conflict any more
    show();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::takeTheirs()
{
    m_base = m_value;
    m_edit->selectAll();
    m_edit->insertPlainText(m_value); // Ctrl+Z brings the typed text back
    show();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::closeEditor()
{
    m_isEditing = false;
    show();
    m_editButton->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::show()
{
    const bool isEmpty = m_value.isEmpty();
    m_text->setText(isEmpty ? tr("Nothing here yet.") : m_value);
    m_text->setInk(isEmpty ? Ink::Muted : Ink::Text);
    m_editButton->setText(isEmpty ? tr("Add") : tr("Edit"));
    m_shown->setVisible(!m_isEditing);
    m_editor->setVisible(m_isEditing);
    const bool isNewer = m_isEditing && m_value != m_base;
    m_marker->setVisible(isNewer);
    const QString theirs =
        m_value.isEmpty() ? tr("It was emptied in Close.") : tr("Changed in Close: %1").arg(m_value);
    m_theirs->setText(theirs);
    m_theirs->setAccessibleName(theirs);
}

bool FieldEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (key->key() == Qt::Key_Escape)
        cancelEdit();
    else if (isEnter && key->modifiers().testFlag(Qt::ControlModifier))
        save();
    else
        return false;
    return true;
}

} // namespace leadline
