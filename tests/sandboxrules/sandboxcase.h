#pragma once

#include "services/sandbox/server.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTest>

#include <memory>

namespace leadline::test {

struct Answer
{
    int status = 0;
    QJsonObject body;
    [[nodiscard]] QJsonValue operator[](const char *key) const { return body.value(QLatin1String(key)); }
    [[nodiscard]] QString text(const char *key) const { return (*this)[key].toString(); }
    [[nodiscard]] QString id() const { return text("id"); }
    [[nodiscard]] QList<QJsonObject> data() const;
    [[nodiscard]] QStringList ids() const;                  ///< of `data`
    [[nodiscard]] QStringList texts(const char *key) const; ///< of `data`
    [[nodiscard]] QJsonValue fieldError(const char *key) const;
};

/// A sandbox of its own for each test function, an empty organisation at noon UTC of 2026-06-19, and Close's
/// API over real HTTP. Warnings fail the test.
class SandboxCase : public QObject
{
    Q_OBJECT
protected:
    Answer get(const QString &path) { return send("GET", path, {}); }
    Answer post(const QString &path, const QJsonObject &body) { return send("POST", path, body); }
    Answer put(const QString &path, const QJsonObject &body) { return send("PUT", path, body); }
    Answer del(const QString &path) { return send("DELETE", path, {}); }
    Answer send(const QByteArray &method, const QString &path, const QJsonObject &body);

    /// A new lead called `name`; its id.
    QString newLead(const QString &name = QStringLiteral("Lakeside Robotics"));
    QJsonObject lead(const QString &id) { return get(QStringLiteral("lead/%1/").arg(id)).body; }
    QString newContact(const QString &leadId, const QString &phone);
    /// `date_updated` of a lead, to see it move.
    QString leadMoved(const QString &id) { return lead(id).value(QLatin1String("date_updated")).toString(); }
    QStringList leadStatusIds() const;
    QString opportunityStatus(const QString &type, int pipeline = 0) const; ///< the first of that type
    QString pipelineId(int index) const;
    sandbox::Store &store() { return m_server->store(); }
    void restart(const sandbox::Quirks &quirks);
    void restart() { restart(m_quirks); }
    /// Server time goes on.
    void advance(qint64 seconds) { store().advance(seconds * 1000); }

    double tzOffset = 0;
    int leads = 0;      ///< generated ones
    qint64 clockMs = 0; ///< what cursors expire by
    QString stateFile;  ///< survives `restart`
    QByteArray apiKey = admin;
    static constexpr const char *admin = "api_sandbox.leadline";
    static constexpr const char *rep = "api_rep.leadline"; ///< no administrator

protected Q_SLOTS:
    void init();
    void cleanup();

private:
    sandbox::Quirks m_quirks;
    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<QNetworkAccessManager> m_network;
};

/// Keys of an object, sorted, without `custom.` ones.
[[nodiscard]] QStringList keysOf(const QJsonObject &object);
/// The same of a sample written as in close-api.md.
[[nodiscard]] QStringList keysOf(const char *json);

} // namespace leadline::test
