#include "ui/prompt.h"

#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace leadline {

namespace {

Button *answerButton(const Theme &theme, const Question::Answer &answer, int index)
{
    const auto kind = [&answer] {
        switch (answer.weight) {
        case Question::Weight::Normal:
            return Button::Kind::Outline;
        case Question::Weight::Primary:
            return Button::Kind::Primary;
        case Question::Weight::Danger:
            return Button::Kind::Danger;
        }
        return Button::Kind::Outline;
    }();
    auto *button = new Button(theme, kind, answer.text);
    button->setObjectName(QStringLiteral("answer%1").arg(index));
    button->setAutoDefault(true);
    return button;
}

} // namespace

void DialogPrompt::ask(QWidget *parent, const Question &question, std::function<void(int)> answered)
{
    auto *dialog = named(new QDialog(parent), QStringLiteral("prompt"), question.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QStringLiteral("Leadline"));
    dialog->setMinimumWidth(420);

    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(8);
    auto *title = new TextLabel(m_theme, TextStyle::Title, Ink::Text, question.title);
    title->setWordWrap(true);
    title->setObjectName(QStringLiteral("promptTitle"));
    column->addWidget(title);
    auto *text = new TextLabel(m_theme, TextStyle::Body, Ink::Muted, question.text);
    text->setWordWrap(true);
    text->setObjectName(QStringLiteral("promptText"));
    column->addWidget(text);
    if (!question.detail.isEmpty()) {
        auto *detail = new TextLabel(m_theme, TextStyle::BodyStrong, Ink::Text, question.detail);
        detail->setWordWrap(true);
        detail->setCopyable(true);
        column->addWidget(named(detail, QStringLiteral("promptDetail"), question.detail));
    }
    column->addSpacing(12);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    column->addLayout(row);
    const int last = int(question.answers.size()) - 1;
    for (int i = last; i >= 0; --i) {
        Button *button = answerButton(m_theme, question.answers[i], i);
        row->addWidget(button);
        QObject::connect(button, &QPushButton::clicked, dialog, [dialog, i] { dialog->done(i + 1); });
        // What cannot be undone is never one accidental Enter away.
        const bool isDangerous = question.answers.first().weight == Question::Weight::Danger;
        if (i == (isDangerous ? last : 0)) {
            button->setDefault(true);
            button->setFocus();
        }
    }
    QObject::connect(dialog, &QDialog::finished, dialog, [last, answered = std::move(answered)](int result) {
        answered(result > 0 ? result - 1 : last);
    });
    dialog->open();
}

} // namespace leadline
