#pragma once

#include "services/domain/ids.h"
#include "ui/calldraft.h"

#include <QString>

namespace leadline {

/// A text of Close being changed, as far as it has come. In memory until it is saved.
struct FieldDraft
{
    QString base;        ///< of Close, as the person knew it while typing
    QString text;        ///< as typed
    bool isOpen = false; ///< the editor stood open when it was left
};

/// Everything typed at one account and not saved yet, for whoever outlives its panes.
struct Drafts
{
    CallDrafts calls;
    QHash<LeadId, FieldDraft> descriptions;

    [[nodiscard]] int count() const { return typedCount(calls) + int(descriptions.size()); }
};

} // namespace leadline
