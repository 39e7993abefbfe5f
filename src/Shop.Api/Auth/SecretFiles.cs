using Shop.Data;

namespace Shop.Api.Auth;

/// <summary>
/// A secret may come as a file, as Docker and systemd hand them out: <c>SECRET_KEY_FILE</c> names the file that holds
/// <c>SECRET_KEY</c>.
/// </summary>
internal static class SecretFiles
{
    private static readonly string[] Secrets =
        ["SECRET_KEY", "SECRET_KEY_PREVIOUS", "REDIS_PASSWORD", "SHOP_ADMIN_EMAIL", "SHOP_ADMIN_PASSWORD"];

    /// <summary>A file wins over the plain value. The line's end at the end of a file is not part of the secret.</summary>
    /// <exception cref="SettingException">A file can't be read.</exception>
    public static void AddSecretFiles(this IConfigurationManager configuration)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in Secrets)
        {
            if (configuration[name + "_FILE"] is { Length: > 0 } path)
            {
                values[name] = Read(name, path);
            }
        }

        configuration.AddInMemoryCollection(values);
    }

    private static string Read(string name, string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"{name}_FILE names {path}, which can't be read: {failure.Message}", failure);
        }
    }
}
