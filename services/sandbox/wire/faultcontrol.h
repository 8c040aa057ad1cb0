#pragma once

#include "services/sandbox/faultproxy.h"
#include "services/sandbox/faults.h"
#include "services/sandbox/wire/message.h"

namespace leadline::sandbox {

/// Faults for people, by `curl`: what /sandbox/fault/ answers. POST adds a rule (faultFromJson, or one of the
/// proxy's names from wireFaultFromName with `bytes`, when there is a proxy), DELETE forgets all rules and
/// lets the proxy listen.
class FaultControl
{
public:
    /// Both outlive it; `proxy` may be null.
    FaultControl(Faults &faults, FaultProxy *proxy);
    [[nodiscard]] Answer answer(const Request &request);

private:
    [[nodiscard]] bool add(const QJsonObject &json);

    Faults &m_faults;
    FaultProxy *m_proxy;
};

} // namespace leadline::sandbox
