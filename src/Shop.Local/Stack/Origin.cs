using System.Security.Cryptography;
using System.Text;

namespace Shop.Local.Stack;

/// <summary>
/// Where and with which password the data was made. Sentinel keeps absolute paths and the password in files of its own, so a moved folder
/// or a new password does not fit data that is there already.
/// </summary>
internal static class Origin
{
    /// <exception cref="Refusal">The data does not fit.</exception>
    public static void Check(StackLayout layout, Settings settings)
    {
        var file = PathFor(layout);
        if (!File.Exists(file))
        {
            return;
        }

        var name = Path.GetFileName(layout.Directory);
        if (File.ReadAllLines(file) is not [var directory, var fingerprint, ..])
        {
            throw new Refusal($"{file} is damaged: ./shop down --wipe removes the data, then up starts anew.");
        }

        if (directory != layout.Directory)
        {
            throw new Refusal(
                $"The data in {name} was made in {directory} and its configuration names that place. "
                + "Move the folder back, or remove the data with ./shop down --wipe.");
        }

        if (fingerprint != Fingerprint(directory, settings))
        {
            throw new Refusal(
                $"The data in {name} was made with another REDIS_PASSWORD or REDIS_MASTER_NAME than the present one. "
                + "Put the old one back, or remove the data with ./shop down --wipe.");
        }
    }

    /// <summary>To be called when the data is about to be made: until then any password fits.</summary>
    public static void Record(StackLayout layout, Settings settings)
    {
        if (!File.Exists(PathFor(layout)))
        {
            PrivateFile.Write(PathFor(layout), $"{layout.Directory}\n{Fingerprint(layout.Directory, settings)}\n");
        }
    }

    private static string PathFor(StackLayout layout) => Path.Combine(layout.Directory, "origin");

    private static string Fingerprint(string directory, Settings settings) => Convert.ToHexStringLower(
        Rfc2898DeriveBytes.Pbkdf2(
            $"{settings.MasterName}\n{settings.RedisPassword}", Encoding.UTF8.GetBytes(directory), 10_000, HashAlgorithmName.SHA256, 32));
}
