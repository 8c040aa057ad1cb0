#pragma once

#include "models/rowdiff.h"

#include <QAbstractListModel>

namespace leadline {

/// A list model whose rows become others by the steps of a RowDiff, so that selection and scroll position
/// stay.
class DiffedListModel : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

protected:
    [[nodiscard]] RowSignals rowSignals()
    {
        return {
            [this](int first, int last) { beginInsertRows({}, first, last); },
            [this] { endInsertRows(); },
            [this](int first, int last) { beginRemoveRows({}, first, last); },
            [this] { endRemoveRows(); },
            [this](int from, int before) { beginMoveRows({}, from, from, {}, before); },
            [this] { endMoveRows(); },
        };
    }
};

} // namespace leadline
