#pragma once

#include <QIdentityProxyModel>

#include <functional>

namespace leadline {

/// A list as a screen reader hears it: the same rows, and one sentence for each. Models hold no sentences,
/// and views speak what their model says. For lists only: rows below rows are not told.
class SpokenModel final : public QIdentityProxyModel
{
    Q_OBJECT
public:
    using Sentence = std::function<QString(const QModelIndex &)>;
    SpokenModel(QAbstractItemModel &source, Sentence sentence, QObject *parent);

    /// Without asking the source: a view asks for every row when it lays out a million of them.
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    Sentence m_sentence;
};

} // namespace leadline
