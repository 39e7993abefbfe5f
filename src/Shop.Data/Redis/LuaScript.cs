using System.Security.Cryptography;
using System.Text;

namespace Shop.Data.Redis;

/// <summary>
/// A script as Redis gets it: the embedded <c>.lua</c> file with its includes in place, and the SHA-1 by which <c>EVALSHA</c> names it.
/// </summary>
internal sealed class LuaScript
{
    private const string Extension = ".lua";
    private const string IncludeMark = "--- @include";

    // Lazy, not a static initialiser: the sentence of a broken script must reach the log, not be wrapped in a TypeInitializationException.
    private static readonly Lazy<IReadOnlyList<LuaScript>> Embedded =
        new(() => [.. Names().Where(IsScript).Select(name => Compose(name, ReadEmbedded))]);

    internal LuaScript(string name, string source)
    {
        Name = name;
        Source = source;
#pragma warning disable CA5350 // EVALSHA names a script by its SHA-1; nothing is protected by it
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(source));
#pragma warning restore CA5350
    }

    public string Name { get; }

    public string Source { get; }

    public byte[] Hash { get; }

    /// <summary>Every embedded script. A file whose name starts with a lower-case letter is there to be included and is not a script.</summary>
    public static IReadOnlyList<LuaScript> All => Embedded.Value;

    public static LuaScript Load(string name) =>
        All.FirstOrDefault(script => string.Equals(script.Name, name, StringComparison.Ordinal))
        ?? throw new InvalidOperationException(
            $"The script {name}{Extension} is not embedded in Shop.Data: it belongs beside its store, under this name.");

    /// <summary>Puts the text of each <c>--- @include "name"</c> in place of the line; a name included twice appears once.</summary>
    internal static LuaScript Compose(string name, Func<string, string?> read)
    {
        var source = new StringBuilder();
        Append(source, name, neededBy: name, read, included: new HashSet<string>(StringComparer.Ordinal));
        return new LuaScript(name, source.ToString());
    }

    private static void Append(StringBuilder source, string name, string neededBy, Func<string, string?> read, HashSet<string> included)
    {
        if (!included.Add(name))
        {
            return;
        }

        var text = read(name) ?? throw new InvalidOperationException(
            $"The script {neededBy}{Extension} includes \"{name}\", but there is no {name}{Extension}.");
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith(IncludeMark, StringComparison.Ordinal))
            {
                Append(source, line[IncludeMark.Length..].Trim().Trim('"'), neededBy: name, read, included);
            }
            else
            {
                source.Append(line).Append('\n');
            }
        }
    }

    private static bool IsScript(string name) => char.IsUpper(name[0]);

    private static IEnumerable<string> Names() =>
        typeof(LuaScript).Assembly.GetManifestResourceNames()
            .Where(resource => resource.EndsWith(Extension, StringComparison.Ordinal))
            .Select(resource => resource[..^Extension.Length]);

    /// <summary>The text of an embedded file, script or include; null when there is none.</summary>
    internal static string? ReadEmbedded(string name)
    {
        using var stream = typeof(LuaScript).Assembly.GetManifestResourceStream(name + Extension);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
