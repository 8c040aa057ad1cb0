#include "ui/fieldeditor.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
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
    m_discardButton = named(new Button(m_theme, Button::Kind::Ghost, tr("Discard the draft")),
                            name + QStringLiteral("DiscardButton"), tr("Discard the draft: %1").arg(m_label));
    m_discardButton->setCompact(true);
    row->addWidget(m_discardButton, 0, Qt::AlignTop);
    connect(m_discardButton, &QPushButton::clicked, this, &FieldEditor::discardDraft);
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
    m_problem = named(new Banner(m_theme), name + QStringLiteral("Problem"), {});
    column->addWidget(m_problem);

    m_marker = named(new QWidget, name + QStringLiteral("Marker"), {});
    auto *markerRow = new QHBoxLayout(m_marker);
    markerRow->setContentsMargins(0, 0, 0, 0);
    markerRow->setSpacing(8);
    auto *sign = new QVBoxLayout;
    sign->addSpacing(5); // level with the first line
    sign->addWidget(new IconLabel(m_theme, QStringLiteral("refresh-cw"), Ink::Warn, 14));
    sign->addStretch(1);
    markerRow->addLayout(sign);
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
    auto *closeButton =
        named(new Button(m_theme, Button::Kind::Outline, tr("Close")), name + QStringLiteral("CloseButton"),
              tr("Close and keep the draft: %1").arg(m_label));
    closeButton->setKeyHint(QStringLiteral("Esc"));
    row->addWidget(saveButton);
    row->addWidget(closeButton);
    row->addStretch(1);
    column->addLayout(row);
    connect(saveButton, &QPushButton::clicked, this, &FieldEditor::save);
    connect(closeButton, &QPushButton::clicked, this, &FieldEditor::putAside);
    return box;
}

void FieldEditor::setValue(const QString &value)
{
    m_value = value;
    show();
}

void FieldEditor::setObject(const QString &value, const std::optional<FieldDraft> &draft)
{
    m_value = value;
    m_aside = draft;
    m_isEditing = false;
    if (draft && draft->isOpen)
        open(*draft, true);
    else
        show();
}

std::optional<FieldDraft> FieldEditor::draft() const
{
    if (!m_isEditing)
        return m_aside;
    const QString typed = m_edit->toPlainText();
    if (!m_edit->document()->isModified() || typed == m_base)
        return std::nullopt; // toPlainText() turns some characters of Close into others: that is no change
    return FieldDraft{m_base, typed, true};
}

void FieldEditor::beginEdit()
{
    if (!m_isEditing)
        open(m_aside.value_or(FieldDraft{m_value, m_value}), m_aside.has_value());
    m_edit->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::open(const FieldDraft &draft, bool isTyped)
{
    m_isEditing = true;
    m_aside.reset();
    m_base = draft.base;
    m_edit->setPlainText(draft.text);
    m_edit->document()->setModified(isTyped);
    m_edit->moveCursor(QTextCursor::End);
    m_problem->dismiss();
    show();
}

void FieldEditor::putAside()
{
    if (!m_isEditing)
        return;
    m_aside = draft();
    if (m_aside)
        m_aside->isOpen = false;
    close();
}

void FieldEditor::accepted()
{
    m_aside.reset();
    if (m_isEditing)
        close();
}

void FieldEditor::rejected(const QString &text)
{
    m_problem->show(text, Tone::Bad);
}

void FieldEditor::discardDraft()
{
    m_aside.reset();
    show();
    m_editButton->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::save()
{
    m_problem->dismiss();
    if (const auto typed = draft())
        Q_EMIT changeRequested(typed->base, typed->text);
    else
        accepted();
}

void FieldEditor::keepMine()
{
    m_base = m_value; // seen and decided: no conflict any more
    m_edit->document()->setModified(true);
    show();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::takeTheirs()
{
    m_base = m_value;
    m_edit->selectAll();
    m_edit->insertPlainText(m_value); // Ctrl+Z brings the typed text back
    m_edit->document()->setModified(false);
    show();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::close()
{
    const bool hadFocus = m_editor->isAncestorOf(QApplication::focusWidget());
    m_isEditing = false;
    show();
    if (hadFocus)
        m_editButton->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::show()
{
    const bool isEmpty = m_value.isEmpty();
    m_text->setText(isEmpty ? tr("Nothing here yet.") : m_value);
    m_text->setInk(isEmpty ? Ink::Muted : Ink::Text);
    m_editButton->setText(m_aside ? tr("Continue the draft") : isEmpty ? tr("Add") : tr("Edit"));
    m_discardButton->setVisible(m_aside.has_value());
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
    const bool isOffer = event->type() == QEvent::ShortcutOverride;
    if (watched != m_edit || (!isOffer && event->type() != QEvent::KeyPress))
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool isSave = isEnter && key->modifiers().testFlag(Qt::ControlModifier);
    if (!isSave && key->key() != Qt::Key_Escape)
        return false;
    if (isOffer)
        event->accept(); // or a shortcut of the window would take the key away
    else if (isSave)
        save();
    else
        putAside();
    return true;
}

} // namespace leadline
