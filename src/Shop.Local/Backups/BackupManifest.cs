using System.Text.Json;

namespace Shop.Local.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="Time">When it began: what was acknowledged before is in it.</param>
/// <param name="Node">The address of the replica that sent the data.</param>
/// <param name="Sequence">How far the data reached when it began; so were products, users and purchases counted.</param>
/// <param name="Keys">In the data itself.</param>
internal sealed record BackupManifest(
    DateTimeOffset Time, string Node, long Sequence, long Products, long Users, long Purchases, long Keys, long RdbBytes)
{
    public Holdings Holdings => new(Products, Users, Purchases, Sequence);

    /// <exception cref="Refusal">The script printed no manifest.</exception>
    public static BackupManifest Parse(string json) =>
        JsonSerializer.Deserialize<BackupManifest>(json, JsonSerializerOptions.Web) ?? throw new Refusal("The backup has no manifest.");
}
