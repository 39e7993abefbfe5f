namespace Shop.Api.Users;

/// <summary>Passwords of 12 characters and more that attackers try first; compared without regard to case.</summary>
internal sealed class CommonPasswords
{
    private readonly HashSet<string> _passwords = Read();

    public bool Contains(string password) =>
        _passwords.Contains(password) || password.EnumerateRunes().Distinct().Count() <= 2;

    private static HashSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("common-passwords.txt is not embedded in the assembly: add it to Shop.Api.csproj.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
