#pragma once

#include "services/closeservice.h"
#include "tests/bench/context.h"

namespace leadline::bench {

/// A service on the account in `folder`, talking to `baseUrl` with the key of SandboxProcess. `user`: whose
/// key it is, by which a write that went astray is known again.
[[nodiscard]] Result<std::unique_ptr<CloseService>>
openService(const QString &folder, const QUrl &baseUrl,
            const UserId &user = UserId(QStringLiteral("user_bench")));

/// The same without any Close: what the mirror has.
[[nodiscard]] Result<std::unique_ptr<CloseService>> openQuietly(const QString &folder);

/// Waits until the first load is complete; an error if it does not come to an end.
[[nodiscard]] Result<Done> waitForFirstLoad(CloseService &service);

/// Folder of an account whose mirror holds the whole organisation of `context.leads` leads, taken by a real
/// first load from an unhurried Close; made once and kept.
[[nodiscard]] Result<QString> filledMirror(const Context &context);

} // namespace leadline::bench
