#pragma once

#include "services/close/closeapi.h"
#include "services/search/searchhit.h"

#include <QPointer>

namespace leadline {

/// Asks Close's own search for leads, in the foreground lane: for what the mirror does not have yet. Stores
/// nothing; a lead comes into the mirror when it is opened.
class CloseSearch final : public QObject
{
    Q_OBJECT
public:
    explicit CloseSearch(CloseApi &api, QObject *parent = nullptr);

    /// The answer to an earlier text is not told any more.
    void search(const QString &text);

Q_SIGNALS:
    void found(const QString &text, const QList<leadline::SearchHit> &hits);
    void failed(const QString &text, const leadline::ApiError &error);

private:
    [[nodiscard]] QCoro::Task<> ask(QString text, int serial);

    CloseApi &m_api;
    int m_serial = 0;
};

} // namespace leadline
