namespace Shop.Local.Packages;

/// <summary>Where programs are looked for. On Debian the PATH of a plain user lacks the sbin folders, where nginx is.</summary>
internal static class Programs
{
    public static string SearchPath { get; } =
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin".TrimStart(':');

    public static string? Find(string program) =>
        SearchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
