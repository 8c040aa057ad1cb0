#pragma once

#include "services/domain/command.h"
#include "services/domain/organization.h"
#include "services/domain/undoreport.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace leadline {

/// The fields that both sides changed, each with what it was, what stands in Close, and what was wanted here:
/// the person chooses, nothing is chosen for them.
class ConflictChoices final : public QWidget
{
    Q_OBJECT
public:
    explicit ConflictChoices(const Theme &theme, QWidget *parent = nullptr);

    void setConflicts(const QList<FieldConflict> &conflicts, const OrganizationData &organization);
    [[nodiscard]] bool isComplete() const { return m_choices.size() == m_count; }
    [[nodiscard]] const QHash<QString, ConflictChoice> &choices() const { return m_choices; }

Q_SIGNALS:
    void changed();

private:
    void addConflict(const FieldConflict &conflict, const OrganizationData &organization, int number);

    const Theme &m_theme;
    QVBoxLayout *m_column;
    QHash<QString, ConflictChoice> m_choices;
    qsizetype m_count = 0;
};

} // namespace leadline
