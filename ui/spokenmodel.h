#pragma once

#include <QIdentityProxyModel>

#include <functional>

namespace leadline {

/// A model as a screen reader hears it: the same rows, and one sentence for each. Models hold no sentences,
/// and views speak what their model says.
class SpokenModel final : public QIdentityProxyModel
{
    Q_OBJECT
public:
    using Sentence = std::function<QString(const QModelIndex &)>;
    SpokenModel(QAbstractItemModel &source, Sentence sentence, QObject *parent);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    Sentence m_sentence;
};

} // namespace leadline
