#pragma once

#include "services/base/result.h"

#include <QString>

namespace leadline {

/// Creates the folder (parents too) or tightens an existing one to 0700; gives its path without symbolic
/// links. A folder that is itself a symbolic link is refused.
[[nodiscard]] Result<QString> makePrivateFolder(const QString &folder);

/// Creates the file empty, or tightens an existing one, to 0600 whatever the umask. Refuses symbolic links
/// and anything else that is not a regular file. A new file's folder entry is on disk before this returns.
[[nodiscard]] Result<Done> makePrivateFile(const QString &path);

/// The same check and tightening for a file that need not exist.
[[nodiscard]] Result<Done> tightenIfPresent(const QString &path);

} // namespace leadline
