#pragma once

#include "ui/prompt.h"

#include <QList>

namespace leadline::test {

/// Answers questions from a script and remembers them; a question nobody scripted gets the answer of Esc.
class ScriptedPrompt final : public Prompt
{
public:
    void ask(QWidget *, const Question &question, std::function<void(int)> answered) override
    {
        questions << question;
        const int answer = answers.isEmpty() ? int(question.answers.size()) - 1 : answers.takeFirst();
        answered(answer);
    }
    QList<Question> questions;
    QList<int> answers;
};

} // namespace leadline::test
