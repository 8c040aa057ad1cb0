#include "tests/bench/filledmirror.h"

#include "tests/bench/sandboxprocess.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>

namespace leadline::bench {

namespace {

const SystemClock systemClock;

} // namespace

Result<std::unique_ptr<CloseService>> openService(const QString &folder, const QUrl &baseUrl,
                                                  const UserId &user)
{
    CloseService::Options options;
    options.baseUrl = baseUrl;
    options.apiKey = Secret(SandboxProcess::apiKey());
    options.dataFolder = folder;
    options.organizationId = OrganizationId(QStringLiteral("orga_bench"));
    options.userId = user;
    return CloseService::open(std::move(options), systemClock);
}

Result<std::unique_ptr<CloseService>> openQuietly(const QString &folder)
{
    return openService(folder, QUrl(QStringLiteral("http://127.0.0.1:9/api/v1/")));
}

Result<Done> waitForFirstLoad(CloseService &service)
{
    QEventLoop loop;
    ApiError trouble;
    QObject::connect(&service, &CloseService::pullProgressChanged, &loop, [&](const PullProgress &progress) {
        trouble = progress.error;
        if (progress.hasLeads || !progress.isRunning)
            loop.quit();
    });
    service.start();
    loop.exec();
    if (service.pullProgress().hasLeads)
        return Done();
    return trouble;
}

Result<QString> filledMirror(const Context &context)
{
    const QString folder = QStringLiteral("%1/mirror-%2").arg(context.folder).arg(context.leads);
    const QString mark = folder + QStringLiteral("/filled");
    if (QFile::exists(mark))
        return folder;
    QDir(folder).removeRecursively();
    const SandboxProcess close(context, {QStringLiteral("--rate"), QStringLiteral("0")});
    auto service = openService(folder, close.baseUrl());
    if (!service)
        return service.error();
    if (const auto filled = waitForFirstLoad(**service); !filled)
        return filled.error();
    service->reset();
    QFile file(mark);
    return file.open(QIODevice::WriteOnly)
               ? Result<QString>(folder)
               : Result<QString>(ApiError(ErrorKind::Storage, file.errorString()));
}

} // namespace leadline::bench
