
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "admin_audit_log": {
                  Row: {
                    "action": string,"actor": string,"created_at": string,"id": number,"new_value": Json | null,"old_value": Json | null,"reason": string,"subject": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"actor": string,"created_at"?: string,"id"?: never,"new_value"?: Json | null,"old_value"?: Json | null,"reason": string,"subject": string
                  }
                  Update: {
                    "action"?: string,"actor"?: string,"created_at"?: string,"id"?: never,"new_value"?: Json | null,"old_value"?: Json | null,"reason"?: string,"subject"?: string
                  }
                  Relationships: [
                    
                  ]
                },"app_settings": {
                  Row: {
                    "disabled_kinds": (Database["public"]['Enums']["generation_kind"])[],"disabled_message": string | null,"maintenance": string | null,"max_attempts": number,"max_running_per_user": number,"max_starts_per_minute": number,"models": NonNullable<Json>,"only_row": boolean,"prompt_rules_on": boolean,"providers": NonNullable<Json>,"recent_days": number,"sign_ups_open": boolean,"signup_credits": number | null,"trash_days": number,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "disabled_kinds"?: (Database["public"]['Enums']["generation_kind"])[],"disabled_message"?: string | null,"maintenance"?: string | null,"max_attempts"?: number,"max_running_per_user"?: number,"max_starts_per_minute"?: number,"models"?: NonNullable<Json>,"only_row"?: boolean,"prompt_rules_on"?: boolean,"providers"?: NonNullable<Json>,"recent_days"?: number,"sign_ups_open"?: boolean,"signup_credits"?: number | null,"trash_days"?: number,"updated_at"?: string
                  }
                  Update: {
                    "disabled_kinds"?: (Database["public"]['Enums']["generation_kind"])[],"disabled_message"?: string | null,"maintenance"?: string | null,"max_attempts"?: number,"max_running_per_user"?: number,"max_starts_per_minute"?: number,"models"?: NonNullable<Json>,"only_row"?: boolean,"prompt_rules_on"?: boolean,"providers"?: NonNullable<Json>,"recent_days"?: number,"sign_ups_open"?: boolean,"signup_credits"?: number | null,"trash_days"?: number,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"avatars": {
                  Row: {
                    "user_id": string,"version": string,"webp": string
                  }
                  ComputedFields: never
                  Insert: {
                    "user_id": string,"version": string,"webp": string
                  }
                  Update: {
                    "user_id"?: string,"version"?: string,"webp"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "avatars_user_id_fkey"
      columns: ["user_id"]
isOneToOne: true
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"board_media": {
                  Row: {
                    "added_at": string,"board_id": string,"generation_id": string,"made_at": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"position": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "added_at"?: string,"board_id": string,"generation_id": string,"made_at": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"position": number,"user_id": string
                  }
                  Update: {
                    "added_at"?: string,"board_id"?: string,"generation_id"?: string,"made_at"?: string,"media_id"?: string,"media_kind"?: Database["public"]['Enums']["generation_kind"],"position"?: number,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "board_media_board_id_fkey"
      columns: ["board_id"]
isOneToOne: false
      referencedRelation: "boards"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "board_media_media_fkey"
      columns: ["media_id","media_kind"]
isOneToOne: false
      referencedRelation: "media"
      referencedColumns: ["id","kind"]
    }
                  ]
                },"boards": {
                  Row: {
                    "cover_media_id": string | null,"created_at": string,"deleted_at": string | null,"id": string,"name": string,"origin_id": string | null,"position": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "cover_media_id"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"id": string,"name": string,"origin_id"?: string | null,"position": number,"user_id": string
                  }
                  Update: {
                    "cover_media_id"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"name"?: string,"origin_id"?: string | null,"position"?: number,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "boards_cover_fkey"
      columns: ["id","cover_media_id"]
isOneToOne: false
      referencedRelation: "board_media"
      referencedColumns: ["board_id","media_id"]
    },{
      foreignKeyName: "boards_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"credit_ledger": {
                  Row: {
                    "actor": string | null,"balance_after": number,"created_at": string,"delta": number,"generation_id": string | null,"idempotency_key": string | null,"media_id": string | null,"note": string | null,"reason": string,"seq": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor"?: string | null,"balance_after": number,"created_at"?: string,"delta": number,"generation_id"?: string | null,"idempotency_key"?: string | null,"media_id"?: string | null,"note"?: string | null,"reason": string,"seq": number,"user_id": string
                  }
                  Update: {
                    "actor"?: string | null,"balance_after"?: number,"created_at"?: string,"delta"?: number,"generation_id"?: string | null,"idempotency_key"?: string | null,"media_id"?: string | null,"note"?: string | null,"reason"?: string,"seq"?: number,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "credit_ledger_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: false
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "credit_ledger_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"edited_images": {
                  Row: {
                    "content_type": string,"created_at": string,"digital_source": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"has_frame": boolean,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"origin_id": string | null,"path": string,"position": number,"saved_at": string | null,"sha256": string,"shape": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"source_media_id": string | null,"starred_at": string | null,"store": string,"taken_down_at": string | null,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"digital_source"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"has_frame"?: boolean,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"origin_id"?: string | null,"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shape"?: never,"shelf"?: never,"size_bytes": number,"source_media_id"?: string | null,"starred_at"?: string | null,"store": string,"taken_down_at"?: string | null,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"digital_source"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"has_frame"?: boolean,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"model"?: string,"origin_id"?: string | null,"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shape"?: never,"shelf"?: never,"size_bytes"?: number,"source_media_id"?: string | null,"starred_at"?: string | null,"store"?: string,"taken_down_at"?: string | null,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    
                  ]
                },"generations": {
                  Row: {
                    "attempts": number,"created_at": string,"deadline_at": string,"failure_code": Database["public"]['Enums']["failure_code"] | null,"failure_words": string | null,"finished_at": string | null,"id": string,"imported_at": string | null,"inputs": NonNullable<Json>,"is_prompted": boolean,"kind": Database["public"]['Enums']["generation_kind"],"made_count": number,"max_attempts": number,"media_ids": (string)[],"model": string,"negative_prompt": string,"origin_id": string | null,"output_count": number | null,"price_credits": number,"price_credits_each": number,"progress": number,"prompt": string,"prompt_reading": Json | null,"provider": string | null,"provider_note": string | null,"provider_request_id": string | null,"revision": number,"settings": NonNullable<Json>,"source_media_id": string | null,"started_at": string | null,"status": Database["public"]['Enums']["generation_status"],"updated_at": string,"upstream": Json | null,"user_id": string,"usual_seconds": number,"wait_seconds": number,"work_seconds": number
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"deadline_at": string,"failure_code"?: Database["public"]['Enums']["failure_code"] | null,"failure_words"?: string | null,"finished_at"?: string | null,"id": string,"imported_at"?: string | null,"inputs"?: NonNullable<Json>,"is_prompted"?: boolean,"kind": Database["public"]['Enums']["generation_kind"],"made_count"?: number,"max_attempts": number,"media_ids": (string)[],"model": string,"negative_prompt"?: string,"origin_id"?: string | null,"output_count"?: never,"price_credits"?: never,"price_credits_each": number,"progress"?: number,"prompt": string,"prompt_reading"?: Json | null,"provider"?: string | null,"provider_note"?: string | null,"provider_request_id"?: string | null,"revision"?: number,"settings"?: NonNullable<Json>,"source_media_id"?: string | null,"started_at"?: string | null,"status"?: Database["public"]['Enums']["generation_status"],"updated_at"?: string,"upstream"?: Json | null,"user_id": string,"usual_seconds": number,"wait_seconds": number,"work_seconds": number
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"deadline_at"?: string,"failure_code"?: Database["public"]['Enums']["failure_code"] | null,"failure_words"?: string | null,"finished_at"?: string | null,"id"?: string,"imported_at"?: string | null,"inputs"?: NonNullable<Json>,"is_prompted"?: boolean,"kind"?: Database["public"]['Enums']["generation_kind"],"made_count"?: number,"max_attempts"?: number,"media_ids"?: (string)[],"model"?: string,"negative_prompt"?: string,"origin_id"?: string | null,"output_count"?: never,"price_credits"?: never,"price_credits_each"?: number,"progress"?: number,"prompt"?: string,"prompt_reading"?: Json | null,"provider"?: string | null,"provider_note"?: string | null,"provider_request_id"?: string | null,"revision"?: number,"settings"?: NonNullable<Json>,"source_media_id"?: string | null,"started_at"?: string | null,"status"?: Database["public"]['Enums']["generation_status"],"updated_at"?: string,"upstream"?: Json | null,"user_id"?: string,"usual_seconds"?: number,"wait_seconds"?: number,"work_seconds"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "generations_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"idempotency_keys": {
                  Row: {
                    "created_at": string,"expires_at": string,"generation_id": string,"input_hash": string,"key": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"expires_at"?: string,"generation_id": string,"input_hash": string,"key": string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"expires_at"?: string,"generation_id"?: string,"input_hash"?: string,"key"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "idempotency_keys_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: true
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "idempotency_keys_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"images": {
                  Row: {
                    "content_type": string,"created_at": string,"digital_source": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"has_frame": boolean,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"origin_id": string | null,"path": string,"position": number,"saved_at": string | null,"sha256": string,"shape": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"source_media_id": string | null,"starred_at": string | null,"store": string,"taken_down_at": string | null,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"digital_source"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"has_frame"?: boolean,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"origin_id"?: string | null,"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shape"?: never,"shelf"?: never,"size_bytes": number,"source_media_id"?: string | null,"starred_at"?: string | null,"store": string,"taken_down_at"?: string | null,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"digital_source"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"has_frame"?: boolean,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"model"?: string,"origin_id"?: string | null,"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shape"?: never,"shelf"?: never,"size_bytes"?: number,"source_media_id"?: string | null,"starred_at"?: string | null,"store"?: string,"taken_down_at"?: string | null,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    
                  ]
                },"import_faults": {
                  Row: {
                    "import_id": string,"name": string,"seq": number,"user_id": string,"why": string
                  }
                  ComputedFields: never
                  Insert: {
                    "import_id": string,"name": string,"seq": number,"user_id": string,"why": string
                  }
                  Update: {
                    "import_id"?: string,"name"?: string,"seq"?: number,"user_id"?: string,"why"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "import_faults_import_id_fkey"
      columns: ["import_id"]
isOneToOne: false
      referencedRelation: "imports"
      referencedColumns: ["id"]
    }
                  ]
                },"imported_books": {
                  Row: {
                    "account_id": string,"facts": NonNullable<Json>,"made_at": string,"part": string,"record_id": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "account_id": string,"facts": NonNullable<Json>,"made_at": string,"part": string,"record_id": string,"user_id": string
                  }
                  Update: {
                    "account_id"?: string,"facts"?: NonNullable<Json>,"made_at"?: string,"part"?: string,"record_id"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "imported_books_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"imports": {
                  Row: {
                    "counts": NonNullable<Json>,"created_at": string,"fault_count": number,"files_done": number,"files_total": number,"finished_at": string | null,"id": string,"problem": string | null,"size_bytes": number,"state": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "counts"?: NonNullable<Json>,"created_at"?: string,"fault_count"?: number,"files_done"?: number,"files_total"?: number,"finished_at"?: string | null,"id": string,"problem"?: string | null,"size_bytes"?: number,"state"?: string,"user_id": string
                  }
                  Update: {
                    "counts"?: NonNullable<Json>,"created_at"?: string,"fault_count"?: number,"files_done"?: number,"files_total"?: number,"finished_at"?: string | null,"id"?: string,"problem"?: string | null,"size_bytes"?: number,"state"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "imports_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"media": {
                  Row: {
                    "content_type": string,"created_at": string,"digital_source": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"has_frame": boolean,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"origin_id": string | null,"path": string,"position": number,"saved_at": string | null,"sha256": string,"shape": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"source_media_id": string | null,"starred_at": string | null,"store": string,"taken_down_at": string | null,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"digital_source"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"has_frame"?: boolean,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"origin_id"?: string | null,"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shape"?: never,"shelf"?: never,"size_bytes": number,"source_media_id"?: string | null,"starred_at"?: string | null,"store": string,"taken_down_at"?: string | null,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"digital_source"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"has_frame"?: boolean,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"model"?: string,"origin_id"?: string | null,"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shape"?: never,"shelf"?: never,"size_bytes"?: number,"source_media_id"?: string | null,"starred_at"?: string | null,"store"?: string,"taken_down_at"?: string | null,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "media_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: false
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "media_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"media_tags": {
                  Row: {
                    "folded": string,"generation_id": string,"made_at": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"tag": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "folded"?: never,"generation_id": string,"made_at": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"tag": string,"user_id": string
                  }
                  Update: {
                    "folded"?: never,"generation_id"?: string,"made_at"?: string,"media_id"?: string,"media_kind"?: Database["public"]['Enums']["generation_kind"],"tag"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "media_tags_media_fkey"
      columns: ["media_id","media_kind"]
isOneToOne: false
      referencedRelation: "media"
      referencedColumns: ["id","kind"]
    }
                  ]
                },"prompt_history": {
                  Row: {
                    "deleted_at": string | null,"digest": string,"generation_id": string,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"last_used_at": string,"starred_at": string | null,"user_id": string,"uses": number
                  }
                  ComputedFields: never
                  Insert: {
                    "deleted_at"?: string | null,"digest": string,"generation_id": string,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"last_used_at": string,"starred_at"?: string | null,"user_id": string,"uses"?: number
                  }
                  Update: {
                    "deleted_at"?: string | null,"digest"?: string,"generation_id"?: string,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"last_used_at"?: string,"starred_at"?: string | null,"user_id"?: string,"uses"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "prompt_history_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: true
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "prompt_history_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"reports": {
                  Row: {
                    "board_id": string | null,"closed_at": string | null,"contact": string,"created_at": string,"id": string,"media_id": string | null,"reason": string,"sha256": string | null,"share_id": string | null,"take_down_id": string | null,"user_id": string,"words": string
                  }
                  ComputedFields: never
                  Insert: {
                    "board_id"?: string | null,"closed_at"?: string | null,"contact": string,"created_at"?: string,"id": string,"media_id"?: string | null,"reason": string,"sha256"?: string | null,"share_id"?: string | null,"take_down_id"?: string | null,"user_id": string,"words": string
                  }
                  Update: {
                    "board_id"?: string | null,"closed_at"?: string | null,"contact"?: string,"created_at"?: string,"id"?: string,"media_id"?: string | null,"reason"?: string,"sha256"?: string | null,"share_id"?: string | null,"take_down_id"?: string | null,"user_id"?: string,"words"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "reports_share_id_fkey"
      columns: ["share_id"]
isOneToOne: false
      referencedRelation: "shares"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "reports_take_down_id_fkey"
      columns: ["take_down_id"]
isOneToOne: false
      referencedRelation: "take_downs"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "reports_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"saved_searches": {
                  Row: {
                    "created_at": string,"id": string,"name": string,"query": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"id": string,"name": string,"query": string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"id"?: string,"name"?: string,"query"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "saved_searches_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"security_log": {
                  Row: {
                    "address": string,"created_at": string,"event": string,"id": number,"outcome": string,"user_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "address": string,"created_at"?: string,"event": string,"id"?: never,"outcome": string,"user_id"?: string | null
                  }
                  Update: {
                    "address"?: string,"created_at"?: string,"event"?: string,"id"?: never,"outcome"?: string,"user_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"shares": {
                  Row: {
                    "board_id": string | null,"created_at": string,"expires_at": string | null,"id": string,"is_listed": boolean,"media_id": string | null,"media_kind": Database["public"]['Enums']["generation_kind"] | null,"revoked_at": string | null,"shows_prompt": boolean,"token_hash": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "board_id"?: string | null,"created_at"?: string,"expires_at"?: string | null,"id": string,"is_listed": boolean,"media_id"?: string | null,"media_kind"?: Database["public"]['Enums']["generation_kind"] | null,"revoked_at"?: string | null,"shows_prompt": boolean,"token_hash": string,"user_id": string
                  }
                  Update: {
                    "board_id"?: string | null,"created_at"?: string,"expires_at"?: string | null,"id"?: string,"is_listed"?: boolean,"media_id"?: string | null,"media_kind"?: Database["public"]['Enums']["generation_kind"] | null,"revoked_at"?: string | null,"shows_prompt"?: boolean,"token_hash"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "shares_board_id_fkey"
      columns: ["board_id"]
isOneToOne: false
      referencedRelation: "boards"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "shares_media_fkey"
      columns: ["media_id","media_kind"]
isOneToOne: false
      referencedRelation: "media"
      referencedColumns: ["id","kind"]
    },{
      foreignKeyName: "shares_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"take_downs": {
                  Row: {
                    "file_count": number,"id": string,"seen_at": string | null,"taken_at": string,"undone_at": string | null,"user_id": string,"words": string
                  }
                  ComputedFields: never
                  Insert: {
                    "file_count": number,"id": string,"seen_at"?: string | null,"taken_at"?: string,"undone_at"?: string | null,"user_id": string,"words": string
                  }
                  Update: {
                    "file_count"?: number,"id"?: string,"seen_at"?: string | null,"taken_at"?: string,"undone_at"?: string | null,"user_id"?: string,"words"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "take_downs_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"uploads": {
                  Row: {
                    "content_type": string,"created_at": string,"expires_at": string,"frame_of": string | null,"height": number,"id": string,"origin_id": string | null,"path": string,"role": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"user_id": string | null,"visitor_hash": string | null,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"expires_at": string,"frame_of"?: string | null,"height": number,"id": string,"origin_id"?: string | null,"path": string,"role": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"user_id"?: string | null,"visitor_hash"?: string | null,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"expires_at"?: string,"frame_of"?: string | null,"height"?: number,"id"?: string,"origin_id"?: string | null,"path"?: string,"role"?: string,"sha256"?: string,"size_bytes"?: number,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"user_id"?: string | null,"visitor_hash"?: string | null,"width"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "uploads_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"user_sessions": {
                  Row: {
                    "address": string,"agent": string,"awaits_code": boolean,"created_at": string,"id": string,"last_seen_at": string,"live_until": string,"opened_by": Database["public"]['Enums']["session_opening"],"revoked_at": string | null,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "address"?: string,"agent"?: string,"awaits_code"?: boolean,"created_at"?: string,"id": string,"last_seen_at"?: string,"live_until": string,"opened_by"?: Database["public"]['Enums']["session_opening"],"revoked_at"?: string | null,"user_id": string
                  }
                  Update: {
                    "address"?: string,"agent"?: string,"awaits_code"?: boolean,"created_at"?: string,"id"?: string,"last_seen_at"?: string,"live_until"?: string,"opened_by"?: Database["public"]['Enums']["session_opening"],"revoked_at"?: string | null,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "user_sessions_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"users": {
                  Row: {
                    "avatar": string | null,"created_at": string,"credits": number,"deleted_at": string | null,"deletes_at": string | null,"first_grant_at": string | null,"first_grant_refused": string | null,"id": string,"ledger_seq": number,"name": string,"prompts_cleared_at": string | null,"prompts_cleared_before": string | null,"proven_email_hash": string | null,"suspended_at": string | null,"suspension_message": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "avatar"?: string | null,"created_at"?: string,"credits"?: number,"deleted_at"?: string | null,"deletes_at"?: string | null,"first_grant_at"?: string | null,"first_grant_refused"?: string | null,"id": string,"ledger_seq"?: number,"name": string,"prompts_cleared_at"?: string | null,"prompts_cleared_before"?: string | null,"proven_email_hash"?: string | null,"suspended_at"?: string | null,"suspension_message"?: string | null
                  }
                  Update: {
                    "avatar"?: string | null,"created_at"?: string,"credits"?: number,"deleted_at"?: string | null,"deletes_at"?: string | null,"first_grant_at"?: string | null,"first_grant_refused"?: string | null,"id"?: string,"ledger_seq"?: number,"name"?: string,"prompts_cleared_at"?: string | null,"prompts_cleared_before"?: string | null,"proven_email_hash"?: string | null,"suspended_at"?: string | null,"suspension_message"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"videos": {
                  Row: {
                    "content_type": string,"created_at": string,"digital_source": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"has_frame": boolean,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"origin_id": string | null,"path": string,"position": number,"saved_at": string | null,"sha256": string,"shape": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"source_media_id": string | null,"starred_at": string | null,"store": string,"taken_down_at": string | null,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"digital_source"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"has_frame"?: boolean,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"origin_id"?: string | null,"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shape"?: never,"shelf"?: never,"size_bytes": number,"source_media_id"?: string | null,"starred_at"?: string | null,"store": string,"taken_down_at"?: string | null,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"digital_source"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"has_frame"?: boolean,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"model"?: string,"origin_id"?: string | null,"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shape"?: never,"shelf"?: never,"size_bytes"?: number,"source_media_id"?: string | null,"starred_at"?: string | null,"store"?: string,"taken_down_at"?: string | null,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "account_page":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"add_prompt_rules":
{ Args: { "p_admin_session": string,"p_is_allowed": boolean,"p_phrases": (string)[],"p_reason": string }; Returns: number
                           },
"add_to_board":
{ Args: { "p_board_id": string,"p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"adjust_credits":
{ Args: { "p_admin_session": string,"p_caps"?: Json,"p_delta_credits": number,"p_idempotency_key": string,"p_is_confirmed"?: boolean,"p_reason": string,"p_user_id": string }; Returns: number
                           },
"admin_name":
{ Args: { "p_admin_session": string,"p_password_mark": string }; Returns: string
                           },
"admin_report":
{ Args: { "p_admin_session": string,"p_page": number,"p_page_size": number,"p_report_id": string }; Returns: Json
                           },
"admin_report_file":
{ Args: { "p_admin_session": string,"p_media_id": string,"p_report_id": string }; Returns: {
              "content_type": string,"id": string,"path": string,"prompt": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string
            }[]
                           },
"admin_reports":
{ Args: { "p_admin_session": string,"p_is_open": boolean,"p_page": number,"p_page_size": number }; Returns: Json
                           },
"admin_rules":
{ Args: { "p_admin_session": string }; Returns: Json
                           },
"admin_settings":
{ Args: { "p_admin_session": string }; Returns: Json
                           },
"allowances_page":
{ Args: { "p_admin_session": string }; Returns: Json
                           },
"ask_email_change":
{ Args: { "p_new_email": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"audit_page":
{ Args: { "p_action"?: string,"p_actor"?: string,"p_admin_session": string,"p_after"?: number,"p_before"?: number,"p_limit": number,"p_subject"?: string }; Returns: Json
                           },
"avatar_file":
{ Args: { "p_version": string }; Returns: string
                           },
"begin_admin_sign_in":
{ Args: { "p_address": string,"p_devices": (string)[] }; Returns: Json
                           },
"begin_check":
{ Args: { "p_admin_session": string,"p_reason": string }; Returns: undefined
                           },
"begin_clean_up":
{ Args: { "p_if_due": boolean }; Returns: string
                           },
"begin_import":
{ Args: { "p_import_id": string,"p_path": string,"p_session_id": string,"p_store": string,"p_user_id": string }; Returns: undefined
                           },
"begin_outside_check":
{ Args: { "p_source": string }; Returns: boolean
                           },
"begin_sign_in":
{ Args: { "p_account": string,"p_address": string,"p_devices": (string)[] }; Returns: Json
                           },
"blocked_prompt":
{ Args: { "p_id": string,"p_session_id": string,"p_user_id": string }; Returns: Json
                           },
"board_page":
{ Args: { "p_board_id": string,"p_page": number,"p_page_size": number }; Returns: Json
                           },
"boards_page":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"books_page":
{ Args: { "p_page": number,"p_page_size": number,"p_part": string }; Returns: Json
                           },
"cancel_email_change":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"cancel_generation":
{ Args: { "p_generation_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"cancel_import":
{ Args: { "p_import_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"change_setting":
{ Args: { "p_admin_session": string,"p_key"?: string,"p_name": string,"p_reason": string,"p_seen"?: Json,"p_value"?: Json }; Returns: number
                           },
"check_invariants":
{ Args: { "p_limit"?: number,"p_place"?: string }; Returns: Json
                           },
"check_step":
{ Args: { "p_limit": number }; Returns: string
                           },
"choose_allowance":
{ Args: { "p_admin_session": string,"p_credits": number,"p_day": number,"p_is_for_this_month": boolean,"p_mode": string,"p_reason": string,"p_user_id"?: string }; Returns: undefined
                           },
"choose_avatar":
{ Args: { "p_session_id": string,"p_user_id": string,"p_version"?: string,"p_webp"?: string }; Returns: undefined
                           },
"choose_caps":
{ Args: { "p_admin_session": string,"p_day_credits"?: number,"p_is_own"?: boolean,"p_month_credits"?: number,"p_reason": string,"p_user_id"?: string }; Returns: undefined
                           },
"choose_going_mail":
{ Args: { "p_session_id": string,"p_user_id": string,"p_wanted": boolean }; Returns: undefined
                           },
"choose_name":
{ Args: { "p_name": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"claim_generation":
{ Args: { "p_deliveries": number,"p_generation_id": string,"p_lease_seconds": number,"p_message_id": number,"p_worker": string }; Returns: Json
                           },
"claim_import":
{ Args: { "p_lease_seconds": number,"p_lease_token": string }; Returns: Json
                           },
"claim_uploads":
{ Args: { "p_session_id": string,"p_user_id": string,"p_visitor_hash": string }; Returns: number
                           },
"clean_up":
{ Args: { "p_limit": number,"p_run": string }; Returns: Json
                           },
"clean_up_history":
{ Args: { "p_limit": number }; Returns: Json
                           },
"clean_up_preview":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"clean_up_state":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"clear_prompts":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"close_objections":
{ Args: { "p_admin_session": string,"p_ids": (string)[],"p_reason": string }; Returns: number
                           },
"complete_generation":
{ Args: { "p_generation_id": string,"p_lease_token": string,"p_media": Json,"p_note"?: string }; Returns: undefined
                           },
"confirm_deletions":
{ Args: { "p_media_ids"?: (string)[],"p_objects"?: Json,"p_run"?: string }; Returns: number
                           },
"credits_history":
{ Args: { "p_after": number,"p_from"?: string,"p_to"?: string }; Returns: Json
                           },
"credits_page":
{ Args: { "p_page": number,"p_page_size": number }; Returns: Json
                           },
"dashboard_page":
{ Args: { "p_admin_session": string,"p_days"?: number,"p_from"?: string,"p_to"?: string }; Returns: Json
                           },
"data_page":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"delete_board":
{ Args: { "p_board_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"delete_mail":
{ Args: { "p_id": string }; Returns: undefined
                           },
"delete_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"delete_person":
{ Args: { "p_admin_session": string,"p_reason": string,"p_user_id": string }; Returns: undefined
                           },
"delete_prompts":
{ Args: { "p_prompt_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"delete_search":
{ Args: { "p_search_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"devices_page":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"dismiss_going":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"dismiss_take_downs":
{ Args: { "p_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"drawn_poster":
{ Args: { "p_media_id": string }; Returns: {
              "content_type": string,"height": number,"id": string,"path": string,"prompt": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string,"width": number
            }[]
                           },
"drop_import":
{ Args: { "p_import_id": string,"p_path": string,"p_store": string }; Returns: undefined
                           },
"email_before_change":
{ Args: { "p_token_hash": string }; Returns: string
                           },
"email_change":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: {
              "is_half_confirmed": boolean,"new_email": string
            }[]
                           },
"empty_trash":
{ Args: { "p_limit": number,"p_session_id": string,"p_user_id": string }; Returns: number
                           },
"end_admin_session":
{ Args: { "p_admin_session": string }; Returns: undefined
                           },
"end_allowance":
{ Args: { "p_admin_session": string,"p_reason": string,"p_user_id"?: string }; Returns: undefined
                           },
"end_clean_up":
{ Args: { "p_failed_objects": number,"p_outcome"?: string,"p_run": string }; Returns: undefined
                           },
"end_other_sessions":
{ Args: { "p_ids"?: (string)[],"p_session_id": string,"p_user_id": string }; Returns: number
                           },
"end_sign_in":
{ Args: { "p_counted": Json,"p_succeeded": boolean }; Returns: undefined
                           },
"enqueue_mail":
{ Args: { "p_html": string,"p_id": string,"p_subject": string,"p_to": string,"p_useful_seconds": number }; Returns: undefined
                           },
"export_page":
{ Args: { "p_after"?: string,"p_part": string,"p_session_id": string,"p_user_id": string }; Returns: Json
                           },
"extend_import":
{ Args: { "p_import_id": string,"p_lease_seconds": number,"p_lease_token": string }; Returns: undefined
                           },
"fail_generation":
{ Args: { "p_code": Database["public"]['Enums']["failure_code"],"p_generation_id": string,"p_lease_token": string,"p_words": string }; Returns: undefined
                           },
"find_orphans":
{ Args: { "p_paths": (string)[],"p_store": string }; Returns: string[]
                           },
"finish_import":
{ Args: { "p_import_id": string,"p_lease_token": string,"p_problem"?: string }; Returns: undefined
                           },
"fold_tallies":
{ Args: { "p_limit": number }; Returns: number
                           },
"gallery_matches":
{ Args: { "p_at"?: string,"p_filter"?: Json,"p_id"?: string,"p_view": Database["public"]['Enums']["media_shelf"] }; Returns: {
              "created_at": string,"id": string
            }[]
                           },
"gallery_page":
{ Args: { "p_at"?: string,"p_count"?: number,"p_filter"?: Json,"p_id"?: string,"p_is_before"?: boolean,"p_page": number,"p_page_size": number,"p_sort": string,"p_view": Database["public"]['Enums']["media_shelf"] }; Returns: Json
                           },
"gallery_place":
{ Args: { "p_media_id": string }; Returns: {
              "id": string,"near_at": string,"near_id": string,"place": number,"view": Database["public"]['Enums']["media_shelf"]
            }[]
                           },
"generation_changes":
{ Args: { "p_since_seconds": number }; Returns: Json
                           },
"generation_page":
{ Args: { "p_generation_id": string }; Returns: Json
                           },
"gift_batch":
{ Args: { "p_admin_session": string,"p_batch_id": string }; Returns: Json
                           },
"gift_batches_page":
{ Args: { "p_admin_session": string,"p_page": number,"p_page_size": number }; Returns: Json
                           },
"give_allowances":
{ Args: { "p_limit": number }; Returns: number
                           },
"going_soon":
{ Args: { "p_ids": number,"p_session_id": string,"p_user_id": string }; Returns: Json
                           },
"google_accounts":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: {
              "email": string,"has_password": boolean,"linked_at": string
            }[]
                           },
"heartbeat_generation":
{ Args: { "p_generation_id": string,"p_lease_seconds": number,"p_lease_token": string }; Returns: Database["public"]['Enums']["lease_state"]
                           },
"import_batch":
{ Args: { "p_files_done": number,"p_files_total": number,"p_import_id": string,"p_items": Json,"p_lease_seconds": number,"p_lease_token": string,"p_place": string }; Returns: undefined
                           },
"installation":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"is_prompt_blocked":
{ Args: { "p_prompt": string }; Returns: boolean
                           },
"keep_poster":
{ Args: { "p_media_id": string,"p_poster_path": string,"p_session_id": string,"p_store": string,"p_thumb_path": string,"p_thumbhash": string,"p_user_id": string }; Returns: boolean
                           },
"keep_upload":
{ Args: { "p_file": Json,"p_role": string,"p_session_id"?: string,"p_upload_id": string,"p_user_id"?: string,"p_visitor_hash"?: string }; Returns: string
                           },
"known_imports":
{ Args: { "p_ids": (string)[],"p_import_id": string,"p_lease_token": string }; Returns: string[]
                           },
"known_objects":
{ Args: { "p_paths": (string)[],"p_store": string }; Returns: {
              "path": string,"to_delete": boolean
            }[]
                           },
"lease_mails":
{ Args: { "p_lease_seconds": number,"p_limit": number }; Returns: Json
                           },
"leave":
{ Args: { "p_days": number,"p_session_id": string,"p_user_id": string }; Returns: {
              "goes_at": string,"is_news": boolean
            }[]
                           },
"lift_suspension":
{ Args: { "p_admin_session": string,"p_reason": string,"p_user_id": string }; Returns: undefined
                           },
"links_page":
{ Args: { "p_page": number,"p_page_size": number }; Returns: Json
                           },
"log_security_event":
{ Args: { "p_address": string,"p_email"?: string,"p_event": string,"p_outcome": string,"p_user_id"?: string }; Returns: undefined
                           },
"lost_leases":
{ Args: { "p_leases": Json }; Returns: string[]
                           },
"mail_going":
{ Args: { "p_letters": Json,"p_limit": number }; Returns: number
                           },
"make_board":
{ Args: { "p_board_id": string,"p_media_ids"?: (string)[],"p_name": string,"p_session_id": string,"p_user_id": string }; Returns: string
                           },
"make_gift_codes":
{ Args: { "p_admin_session": string,"p_batch_id": string,"p_caps"?: Json,"p_code_hashes": (string)[],"p_credits": number,"p_expires_at"?: string,"p_is_confirmed"?: boolean,"p_label": string,"p_max_uses": number,"p_reason": string }; Returns: undefined
                           },
"make_share":
{ Args: { "p_board_id"?: string,"p_expires_at"?: string,"p_is_listed": boolean,"p_media_id"?: string,"p_session_id": string,"p_share_id": string,"p_shows_prompt": boolean,"p_token_hash": string,"p_user_id": string }; Returns: string
                           },
"media_details":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: Json
                           },
"media_file":
{ Args: { "p_media_id": string,"p_session_id": string,"p_user_id": string }; Returns: {
              "content_type": string,"has_frame": boolean,"id": string,"path": string,"prompt": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string
            }[]
                           },
"media_page":
{ Args: { "p_filter"?: Json,"p_media_id": string,"p_sort"?: string,"p_view"?: Database["public"]['Enums']["media_shelf"] }; Returns: Json
                           },
"media_places":
{ Args: { "p_media_ids": (string)[] }; Returns: {
              "content_type": string,"id": string,"path": string,"store": string,"thumb_path": string
            }[]
                           },
"media_rows":
{ Args: { "p_after"?: string,"p_limit": number }; Returns: {
              "content_type": string,"height": number,"id": string,"path": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string,"width": number
            }[]
                           },
"metrics":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"note_blocked_prompt":
{ Args: { "p_id": string,"p_prompt": string,"p_session_id": string,"p_user_id": string }; Returns: string
                           },
"note_outside_facts":
{ Args: { "p_source": string,"p_told"?: Json,"p_trouble"?: string }; Returns: undefined
                           },
"note_report":
{ Args: { "p_admin_session": string,"p_note": string,"p_report_id": string }; Returns: undefined
                           },
"object_to_block":
{ Args: { "p_id": string,"p_session_id": string,"p_user_id": string,"p_words": string }; Returns: undefined
                           },
"open_admin_session":
{ Args: { "p_address": string,"p_bucket": string,"p_code_step"?: number,"p_device": string,"p_name": string,"p_password_mark": string,"p_replaced"?: string,"p_token_hash": string }; Returns: boolean
                           },
"order_boards":
{ Args: { "p_board_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"order_on_board":
{ Args: { "p_board_id": string,"p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"organize_page":
{ Args: { "p_media_ids": (string)[] }; Returns: Json
                           },
"orphan_costs":
{ Args: { "p_after"?: number }; Returns: Json
                           },
"outside_facts":
{ Args: { "p_prefix": string }; Returns: Json
                           },
"own_inputs":
{ Args: { "p_ids": (string)[] }; Returns: Json
                           },
"owner_proof":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: {
              "needs": string,"opened_by": Database["public"]['Enums']["session_opening"]
            }[]
                           },
"pass_code":
{ Args: { "p_code": string,"p_idle_days": number,"p_max_days": number,"p_session_id": string,"p_user_id": string }; Returns: boolean
                           },
"password_mark":
{ Args: { "p_email": string }; Returns: string
                           },
"people_page":
{ Args: { "p_admin_session": string,"p_before_id"?: string,"p_query"?: string }; Returns: Json
                           },
"person_page":
{ Args: { "p_admin_session": string,"p_page": number,"p_page_size": number,"p_user_id": string }; Returns: Json
                           },
"plan_orphans":
{ Args: { "p_paths": (string)[],"p_place"?: string,"p_run": string,"p_store": string }; Returns: number
                           },
"plan_upload":
{ Args: { "p_upload_id": string,"p_user_id"?: string }; Returns: string
                           },
"prompts_page":
{ Args: { "p_after"?: string,"p_before"?: string,"p_page_size": number,"p_search"?: string,"p_starred"?: boolean }; Returns: Json
                           },
"public_settings":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"put_back_on_board":
{ Args: { "p_board_id": string,"p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"queue_read":
{ Args: { "p_limit": number,"p_visibility_seconds": number }; Returns: {
              "deliveries": number,"generation_id": string,"message_id": number
            }[]
                           },
"read_draft":
{ Args: { "p_token_hash": string }; Returns: Json
                           },
"ready":
{ Args: Record<PropertyKey, never>; Returns: undefined
                           },
"receive_import":
{ Args: { "p_import_id": string,"p_session_id": string,"p_size_bytes": number,"p_user_id": string }; Returns: undefined
                           },
"recently_mailed":
{ Args: { "p_email": string,"p_seconds": number }; Returns: boolean
                           },
"record_provider_job":
{ Args: { "p_generation_id": string,"p_job": Json,"p_lease_token": string,"p_provider": string,"p_request_id"?: string,"p_route": string }; Returns: undefined
                           },
"record_route_outcome":
{ Args: { "p_failure"?: string,"p_model": string,"p_route": string,"p_wait_seconds": number }; Returns: undefined
                           },
"record_submit_intent":
{ Args: { "p_generation_id": string,"p_is_free": boolean,"p_lease_token": string,"p_provider": string,"p_route": string }; Returns: {
              "ended_request_ids": (string)[],"intended_at": string
            }[]
                           },
"redeem_gift_code":
{ Args: { "p_code_hash": string,"p_session_id": string,"p_user_id": string }; Returns: number
                           },
"refund_by_hand":
{ Args: { "p_admin_session": string,"p_caps"?: Json,"p_credits": number,"p_generation_id": string,"p_idempotency_key": string,"p_is_confirmed"?: boolean,"p_reason": string }; Returns: number
                           },
"refuse_admin_sign_in":
{ Args: { "p_address": string,"p_name": string,"p_outcome": string }; Returns: undefined
                           },
"register_place":
{ Args: { "p_account": string,"p_address": string,"p_afresh": boolean,"p_device": string }; Returns: boolean
                           },
"register_session":
{ Args: { "p_address": string,"p_agent": string,"p_idle_days": number,"p_max_days": number,"p_max_grants_per_address"?: number,"p_max_grants_per_day": number,"p_opened_by": Database["public"]['Enums']["session_opening"],"p_password_mark"?: string,"p_replaced_session_id"?: string,"p_replaced_user_id"?: string,"p_session_id": string,"p_shown_code": boolean,"p_signup_credits": number,"p_throwaway_email"?: boolean,"p_user_id": string }; Returns: {
              "awaits_code": boolean,"lost_password": boolean
            }[]
                           },
"reject_report":
{ Args: { "p_admin_session": string,"p_reason": string,"p_report_id": string }; Returns: undefined
                           },
"release_generation":
{ Args: { "p_counts_as_attempt": boolean,"p_delay_seconds": number,"p_generation_id": string,"p_lease_token": string }; Returns: undefined
                           },
"release_import":
{ Args: { "p_has_failed": boolean,"p_import_id": string,"p_lease_token": string }; Returns: undefined
                           },
"remove_from_board":
{ Args: { "p_board_id": string,"p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"remove_prompt_rules":
{ Args: { "p_admin_session": string,"p_ids": (string)[],"p_reason": string }; Returns: number
                           },
"remove_second_factor":
{ Args: { "p_admin_session": string,"p_reason": string,"p_user_id": string }; Returns: undefined
                           },
"rename_board":
{ Args: { "p_board_id": string,"p_name": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"rename_search":
{ Args: { "p_name": string,"p_search_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"report_place":
{ Args: { "p_generation_id": string,"p_lease_token": string,"p_upstream"?: Json }; Returns: number
                           },
"report_progress":
{ Args: { "p_generation_id": string,"p_lease_token": string,"p_progress": number }; Returns: undefined
                           },
"report_share":
{ Args: { "p_contact": string,"p_media_id"?: string,"p_reason": string,"p_report_id": string,"p_token_hash": string,"p_words": string }; Returns: string
                           },
"restore_board":
{ Args: { "p_board_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"restore_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"restore_prompts":
{ Args: { "p_prompt_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"revoke_session":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"revoke_sessions":
{ Args: { "p_user_id": string }; Returns: undefined
                           },
"revoke_share":
{ Args: { "p_session_id": string,"p_share_id": string,"p_user_id": string }; Returns: undefined
                           },
"save_draft":
{ Args: { "p_fields": Json,"p_token_hash": string }; Returns: undefined
                           },
"save_media":
{ Args: { "p_files": Json,"p_session_id": string,"p_user_id": string }; Returns: Json
                           },
"save_search":
{ Args: { "p_name": string,"p_query": string,"p_search_id": string,"p_session_id": string,"p_user_id": string }; Returns: string
                           },
"second_factor":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: {
              "is_offered": boolean,"since": string
            }[]
                           },
"set_cover":
{ Args: { "p_board_id": string,"p_media_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"share_page":
{ Args: { "p_board_id"?: string,"p_media_id"?: string }; Returns: Json
                           },
"share_state":
{ Args: { "p_token_hash": string }; Returns: string
                           },
"shared_files":
{ Args: { "p_limit": number,"p_media_id"?: string,"p_token_hash": string }; Returns: {
              "content_type": string,"has_frame": boolean,"id": string,"is_listed": boolean,"path": string,"prompt": string,"sha256": string,"shows_prompt": boolean,"size_bytes": number,"store": string,"thumb_path": string
            }[]
                           },
"shared_page":
{ Args: { "p_media_id"?: string,"p_page": number,"p_page_size": number,"p_token_hash": string }; Returns: Json
                           },
"sign_out_person":
{ Args: { "p_admin_session": string,"p_reason": string,"p_user_id": string }; Returns: number
                           },
"source_file":
{ Args: { "p_generation_id": string,"p_input_id"?: string }; Returns: {
              "content_type": string,"id": string,"path": string,"prompt": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string
            }[]
                           },
"star_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"star_prompts":
{ Args: { "p_prompt_ids": (string)[],"p_session_id": string,"p_starred": boolean,"p_user_id": string }; Returns: string[]
                           },
"start_generation":
{ Args: { "p_generation_id": string,"p_idempotency_key": string,"p_input_hash": string,"p_inputs"?: Json,"p_is_prompted"?: boolean,"p_kind": Database["public"]['Enums']["generation_kind"],"p_largest_source"?: Json,"p_list_credits_each"?: number,"p_list_rates"?: Json,"p_media_ids": (string)[],"p_model": string,"p_negative_prompt": string,"p_price_credits_each": number,"p_prompt": string,"p_prompt_reading"?: Json,"p_prompt_refusal"?: string,"p_quoted_credits_each"?: number,"p_session_id": string,"p_settings": Json,"p_source_media_id"?: string,"p_takes_film"?: boolean,"p_user_id": string,"p_usual_seconds": number,"p_wait_seconds": number,"p_work_seconds": number }; Returns: {
              "generation_id": string,"replayed": boolean
            }[]
                           },
"stay":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: boolean
                           },
"studio_page":
{ Args: { "p_kind": Database["public"]['Enums']["generation_kind"] }; Returns: Json
                           },
"suspend_person":
{ Args: { "p_admin_session": string,"p_message": string,"p_reason": string,"p_user_id": string }; Returns: undefined
                           },
"sweep_generations":
{ Args: { "p_limit": number }; Returns: {
              "failed": number,"requeued": number
            }[]
                           },
"tag_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_tags": (string)[],"p_user_id": string }; Returns: string[]
                           },
"take_down":
{ Args: { "p_admin_session": string,"p_is_everything": boolean,"p_media_ids": (string)[],"p_reason": string,"p_report_id": string,"p_take_down_id": string,"p_words": string }; Returns: {
              "email": string,"file_count": number
            }[]
                           },
"take_person_limit":
{ Args: { "p_limit": number,"p_name": string,"p_session_id": string,"p_user_id": string,"p_window_seconds": number }; Returns: {
              "allowed": boolean,"retry_after_seconds": number
            }[]
                           },
"take_rate_limit":
{ Args: { "p_bucket": string,"p_limit": number,"p_window_seconds": number }; Returns: {
              "allowed": boolean,"retry_after_seconds": number
            }[]
                           },
"touch_session":
{ Args: { "p_idle_days": number,"p_max_days": number,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"trash_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"unclear_prompts":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"undo_setting":
{ Args: { "p_admin_session": string,"p_audit_id": number,"p_reason": string }; Returns: number
                           },
"undo_take_down":
{ Args: { "p_admin_session": string,"p_reason": string,"p_report_id": string }; Returns: undefined
                           },
"unlink_google":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: boolean
                           },
"unstar_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"untag_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_tags": (string)[],"p_user_id": string }; Returns: string[]
                           },
"visitor_uploads":
{ Args: { "p_visitor_hash": string }; Returns: {
              "content_type": string,"height": number,"id": string,"path": string,"prompt": string,"role": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"width": number
            }[]
                           },
"wants_going_mail":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: boolean
                           },
"withdraw_gift_codes":
{ Args: { "p_admin_session": string,"p_batch_id": string,"p_reason": string }; Returns: undefined
                           },
"withdraw_submit_intent":
{ Args: { "p_generation_id": string,"p_lease_token": string }; Returns: undefined
                           }
          }
          Enums: {
            "failure_code": "invalid_input"|"safety_filter"|"provider_auth"|"provider_credit"|"rate_limited"|"busy"|"timed_out"|"upstream_failure"|"ambiguous"|"unusable_file"|"canceled"|"source_gone"|"store_failure"|"deadline"|"attempts_exhausted","generation_kind": "image"|"edit"|"video","generation_status": "queued"|"running"|"succeeded"|"failed"|"canceled","lease_state": "held"|"taken"|"refunded","media_shelf": "recent"|"saved"|"trash","session_opening": "password"|"signup"|"recovery"|"email_change"|"google"
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            "failure_code": ["invalid_input", "safety_filter", "provider_auth", "provider_credit", "rate_limited", "busy", "timed_out", "upstream_failure", "ambiguous", "unusable_file", "canceled", "source_gone", "store_failure", "deadline", "attempts_exhausted"],"generation_kind": ["image", "edit", "video"],"generation_status": ["queued", "running", "succeeded", "failed", "canceled"],"lease_state": ["held", "taken", "refunded"],"media_shelf": ["recent", "saved", "trash"],"session_opening": ["password", "signup", "recovery", "email_change", "google"]
          }
        }
} as const
