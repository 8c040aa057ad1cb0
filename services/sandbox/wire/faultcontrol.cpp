#include "services/sandbox/wire/faultcontrol.h"

#include <QJsonDocument>

namespace leadline::sandbox {

FaultControl::FaultControl(Faults &faults, FaultProxy *proxy) : m_faults(faults), m_proxy(proxy) {}

Answer FaultControl::answer(const Request &request)
{
    if (request.path != u"/sandbox/fault/")
        return {.status = 404, .body = R"({"error": "Not found."})"};
    if (request.method == "DELETE") {
        m_faults.clear();
        if (m_proxy) {
            m_proxy->clear();
            m_proxy->restore();
        }
        return {.body = "{}"};
    }
    if (request.method != "POST")
        return {.status = 405, .body = R"({"error": "POST adds a fault, DELETE forgets all."})"};
    if (!add(QJsonDocument::fromJson(request.body).object()))
        return {.status = 400, .body = R"({"error": "Unknown fault."})"};
    return {.body = "{}"};
}

bool FaultControl::add(const QJsonObject &json)
{
    if (const std::optional<FaultRule> rule = faultFromJson(json)) {
        m_faults.add(*rule);
        return true;
    }
    const std::optional<WireFault> damage = wireFaultFromName(json[u"fault"].toString());
    if (!damage || !m_proxy)
        return false;
    const QByteArray method = json[u"method"].toString(QStringLiteral("*")).toLatin1().toUpper();
    m_proxy->next(*damage, method, json[u"path"].toString(), json[u"times"].toInt(1), json[u"bytes"].toInt());
    return true;
}

} // namespace leadline::sandbox
